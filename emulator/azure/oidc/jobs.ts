import { randomBytes } from "node:crypto";

/** A pipeline's run that may ask for ID tokens. */
export interface Job {
  readonly subject: string;
  /** Azure DevOps: the service connection that the pipeline may use. */
  readonly serviceConnectionId?: string;
}

/** The runs that are known, by the bearer token that each asks for its ID tokens with. */
export class Jobs {
  private readonly jobs = new Map<string, Job>();

  /** The bearer token of a new run. */
  start(job: Job): string {
    const token = randomBytes(32).toString("base64url");
    this.jobs.set(token, job);
    return token;
  }

  find(authorization: string | undefined): Job | undefined {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
    return token === undefined ? undefined : this.jobs.get(token);
  }
}
