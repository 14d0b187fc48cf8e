import type { Access } from "./access/types";
import type { Behaviour } from "./behaviour";
import type { ActiveFault, FaultRule } from "./faults";
import type { SignInMethod } from "./signInMethods";
import type {
  ClientCertificate,
  ClientSecret,
  Directory,
  FederatedCredential,
  Identity,
  LinkRecord,
  Principal,
  RequestRecord,
} from "./types";

/** An address that no other machine reaches. */
export type LoopbackHost = "127.0.0.1" | "::1";

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Only loopback is accepted: the emulator gives tokens to whoever reaches it. Default 127.0.0.1. */
  readonly host?: LoopbackHost;
  /** Defaults to `defaultDirectory`. */
  readonly directory?: Directory;
  /** Links, tombstones included, that exist from the start. */
  readonly links?: readonly LinkRecord[];
  /** Called with all links after each change. */
  readonly onLinksChanged?: (links: readonly LinkRecord[]) => void;
  /** Unrecorded behaviour of the services; see `behaviourTable`. */
  readonly behaviour?: Partial<Behaviour>;
  readonly faults?: readonly FaultRule[];
  /** Milliseconds by which every answer but those of admin routes is delayed. Default 0. */
  readonly latencyMs?: number;
  /** Most rows in one page of a list. Default 100; pages of Resource Graph are as long as a query asks for unless this is set. */
  readonly pageSize?: number;
  /** Default 3599. */
  readonly tokenLifetimeSeconds?: number;
  /** Milliseconds since 1970; default the machine's clock. */
  readonly now?: () => number;
}

/** How a link is set from outside. */
export interface SetLinkOptions {
  /** Defaults to the name of the partner in the directory. */
  readonly partnerName?: string;
  /** With partner `null`: removes the row instead of leaving a tombstone, as if the identity had never been linked. */
  readonly erase?: boolean;
}

/** What a token is like that the emulator gives away. */
export interface IssueTokenOptions {
  /** Defaults to the emulator's ARM. */
  readonly audience?: string;
  /** Negative for a token that has expired. Defaults to the emulator's lifetime for tokens. */
  readonly lifetimeSeconds?: number;
  /** Set over the claims the token would have, for tokens that are wrong in some way. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** What an ID token is like that the emulator gives away. */
export interface IssueOidcTokenOptions {
  /** The `sub` claim, such as `repo:contoso/infrastructure:ref:refs/heads/main`. */
  readonly subject: string;
  /** Default `api://AzureADTokenExchange`. */
  readonly audience?: string;
  /** Negative for a token that has expired. Default 300. */
  readonly lifetimeSeconds?: number;
  /** Set over the claims the token would have, for tokens that are wrong in some way. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** How a principal signs in with the variables that `environmentFor` gives. */
export interface EnvironmentOptions {
  /** Default `clientSecret`. */
  readonly method?: SignInMethod;
  /** Subject of the pipeline's ID tokens; that of the principal's first federated credential when absent. */
  readonly subject?: string;
}

/** A running emulator. */
export interface Emulator {
  /** `https://127.0.0.1:PORT`, or `https://[::1]:PORT`. */
  readonly url: string;
  /** `127.0.0.1:PORT`, or `[::1]:PORT`. */
  readonly host: string;
  readonly port: number;
  /** Certificate authority of the emulator's certificate, PEM. */
  readonly caCertificate: string;
  /** File that holds it; removed by `close`. */
  readonly caCertificatePath: string;
  /** Variables that make this package, azure-native and the Azure SDKs use the emulator. No credential among them. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The same, and what signs one principal in: by its client secret unless another method is named. `azureCli` sets
   * PATH, and with it a command `az`.
   *
   * @throws Error when there is no such principal or it cannot sign in by that method.
   */
  readonly environmentFor: (identity: Identity, options?: EnvironmentOptions) => Readonly<Record<string, string>>;

  /** The directory as it stands. */
  readonly directory: Directory;
  readonly setDirectory: (directory: Directory) => void;
  /** Replaces the access of the directory. */
  readonly setAccess: (access: Access) => void;
  /** Adds a principal, or replaces the one with its object id. */
  readonly addPrincipal: (tenantId: string, principal: Principal) => void;
  readonly removePrincipal: (tenantId: string, objectId: string) => void;
  readonly addSecret: (tenantId: string, objectId: string, secret: string | ClientSecret) => void;
  readonly removeSecret: (tenantId: string, objectId: string, value: string) => void;
  /** Takes the certificate alone, PEM; see `createClientCertificate`. */
  readonly addCertificate: (tenantId: string, objectId: string, certificate: string | ClientCertificate) => void;
  readonly removeCertificate: (tenantId: string, objectId: string, certificate: string) => void;
  /** Adds a federated credential, or replaces the one with its subject. */
  readonly addFederatedCredential: (tenantId: string, objectId: string, credential: FederatedCredential) => void;
  readonly removeFederatedCredential: (tenantId: string, objectId: string, subject: string) => void;
  /**
   * An access token for a principal of any kind, without the token endpoint.
   *
   * @throws Error when the directory has no such principal.
   */
  readonly issueToken: (identity: Identity, options?: IssueTokenOptions) => Promise<string>;
  /**
   * A refresh token of a user, such as the Azure CLI keeps: good in every tenant in which the user has an account.
   *
   * @throws Error when the directory has no such user.
   */
  readonly issueRefreshToken: (identity: Identity) => string;
  /** The `iss` claim of the emulator's own ID tokens. */
  readonly oidcIssuer: string;
  /** An ID token such as pipelines have in a file or a variable. */
  readonly issueOidcToken: (options: IssueOidcTokenOptions) => Promise<string>;

  /** Every link, tombstones included. */
  readonly links: () => readonly LinkRecord[];
  /** The row of one identity, tombstone included. */
  readonly link: (tenantId: string, objectId: string) => LinkRecord | undefined;
  /**
   * Changes a link behind everybody's back; `null` unlinks. Counts versions as the service does; a partner that the
   * directory does not know is taken as it is.
   *
   * @throws Error when the directory has no such identity or the partner ID is not digits.
   */
  readonly setLink: (
    tenantId: string,
    objectId: string,
    partnerId: string | null,
    options?: SetLinkOptions,
  ) => LinkRecord | undefined;

  /** Answered requests in the order of arrival; those to admin routes are not among them. */
  readonly requests: () => readonly RequestRecord[];
  readonly clearRequests: () => void;

  readonly addFault: (rule: FaultRule) => ActiveFault;
  readonly faults: () => readonly ActiveFault[];
  readonly clearFaults: () => void;
  readonly setLatency: (ms: number) => void;
  /** Sets the option `pageSize`; `undefined` for its default. */
  readonly setPageSize: (rows: number | undefined) => void;
  readonly behaviour: Behaviour;
  readonly setBehaviour: (changes: Partial<Behaviour>) => void;

  /** Stops serving, cuts open connections and removes the certificate file. */
  readonly close: () => Promise<void>;
}
