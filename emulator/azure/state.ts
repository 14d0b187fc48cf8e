import type { Behaviour } from "./behaviour";
import type { DirectoryStore } from "./directoryStore";
import type { FaultTable } from "./faults";
import type { LinkStore } from "./linkStore";
import type { Jobs } from "./oidc/jobs";
import type { RefreshTokens } from "./refreshTokens";
import type { RequestLog } from "./requestLog";
import type { SigningKey } from "./signingKey";

/** Everything that requests are answered from; each route gets it as its first argument. */
export interface EmulatorState {
  /** `https://127.0.0.1:PORT` or `https://[::1]:PORT`, without a slash at the end. */
  readonly origin: string;
  readonly directory: DirectoryStore;
  readonly links: LinkStore;
  readonly requests: RequestLog;
  readonly faults: FaultTable;
  /** Key of access tokens; made, like that of ID tokens, when it is first asked for. */
  readonly signingKey: () => Promise<SigningKey>;
  readonly oidcKey: () => Promise<SigningKey>;
  /** Runs of pipelines that may ask for ID tokens. */
  readonly jobs: Jobs;
  readonly refreshTokens: RefreshTokens;
  /** What requests to App Service's token endpoint must bring. */
  readonly identityHeader: string;
  readonly tokenLifetimeSeconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Writes each identity has left before ARM would throttle it. */
  readonly remainingWrites: Map<string, number>;
  behaviour: Behaviour;
  latencyMs: number;
  /** Most rows in one page of a list; see `EmulatorOptions`. */
  pageSize: number | undefined;
}
