import type { SignInMethod } from "../../azure/methods";
import type { Identity } from "../../azure/identity";
import type { Entrance } from "./directory";

/** How the rows of a sign-in sign in themselves. */
export function entranceOf(method: SignInMethod, { isPerson, clientId = "" }: Identity): Entrance {
  if (method.kind === "managedIdentity") return { identity: "managedIdentity", clientId: method.clientId ?? "" };
  return isPerson ? { identity: "azureCli", clientId: "" } : { identity: "servicePrincipal", clientId };
}
