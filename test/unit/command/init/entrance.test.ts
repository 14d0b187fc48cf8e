import { entranceOf } from "../../../../provider/command/init/entrance";
import type { Identity } from "../../../../provider/azure/identity";
import type { SignInMethod } from "../../../../provider/azure/methods";
import { clientId, identity, tenantId } from "../../fixtures";

const source = "ARM_CLIENT_ID";
const person: Identity = { ...identity, isPerson: true };
const secret: SignInMethod = { kind: "clientSecret", tenantId, clientId, clientSecret: "not-a-secret", source };
const chain: SignInMethod = { kind: "defaultAzureCredential", source };
const { clientId: _, ...nameless } = identity;

describe("entranceOf", () => {
  it.each([
    { method: { kind: "azureCli", implied: true, source }, who: person, entrance: ["azureCli", ""] },
    { method: secret, who: identity, entrance: ["servicePrincipal", clientId] },
    { method: chain, who: person, entrance: ["azureCli", ""] },
    { method: chain, who: identity, entrance: ["servicePrincipal", clientId] },
    { method: chain, who: nameless, entrance: ["servicePrincipal", ""] },
    { method: { kind: "managedIdentity", source }, who: identity, entrance: ["managedIdentity", ""] },
    { method: { kind: "managedIdentity", clientId, source }, who: identity, entrance: ["managedIdentity", clientId] },
  ] as const)("is $entrance for $method.kind", ({ method, who, entrance: [kind, client] }) => {
    expect(entranceOf(method, who)).toEqual({ identity: kind, clientId: client });
  });
});
