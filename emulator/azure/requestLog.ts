import type { Operation } from "./operations";
import type { Identity, RequestRecord } from "./types";

/** A request that is being answered. */
export interface PendingRequest {
  /** Notes who asks, as soon as that is known. */
  from(identity: Partial<Identity>): void;
  /** Notes the HTTP status of the answer. */
  answered(status: number): void;
  /** Notes that the connection ended; without an answer noted before, the status is 0. */
  cut(): void;
}

interface Entry {
  record: Omit<RequestRecord, "status">;
  status?: number;
}

/** Requests in the order of their arrival, visible once they are answered. */
export class RequestLog {
  private entries: Entry[] = [];

  begin(operation: Operation, method: string, path: string): PendingRequest {
    const entry: Entry = { record: { operation, method, path } };
    this.entries.push(entry);
    return {
      from: (identity) => {
        entry.record = { ...entry.record, ...identity };
      },
      answered: (status) => {
        entry.status = status;
      },
      cut: () => {
        entry.status ??= 0;
      },
    };
  }

  all(): readonly RequestRecord[] {
    return this.entries.flatMap(({ record, status }) => (status === undefined ? [] : [{ ...record, status }]));
  }

  clear(): void {
    this.entries = [];
  }
}
