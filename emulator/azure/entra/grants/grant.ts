import type { EmulatorState } from "../../state";
import type { TokenRequest } from "../../tokens";
import type { Tenant } from "../../types";
import type { EntraError } from "../errors";

/** The parameters of a token request, with a client id and secret from a Basic header merged in. */
export type TokenParameters = Readonly<Record<string, string>>;

/** The identity that a token is issued to, or the reason why none is issued. */
export type GrantResult =
  | {
      readonly signedIn: Pick<TokenRequest, "principal" | "clientAuthentication">;
      /** Comes with a user's token. */
      readonly refreshToken?: string;
    }
  | { readonly refused: EntraError };

/** One way of getting a token. */
export interface Grant {
  /** Whether this grant answers a request with these parameters. The first that does is used. */
  accepts(parameters: TokenParameters): boolean;
  signIn(state: EmulatorState, tenant: Tenant, parameters: TokenParameters): GrantResult | Promise<GrantResult>;
}
