import { type Access, defaultBehaviour, type Directory, type Emulator, startEmulator } from "../../emulator/azure";
import { identityOfToken } from "../../provider/azure/identity";
import { asOwnProcess } from "../recognition/asOwnProcess";
import { inheritedEnvironment, ownEnvironment } from "../unit/environment";
import type { Host } from "./acceptance";
import { type Caller, callerFor } from "./caller";
import { cleaner } from "./clean";
import { type OwnLink, takeLink } from "./ownLink";
import type { PartnerIds } from "./settings";

const tenantId = "6a1f0c3e-2b54-4d0e-9c1d-70f2a4b8e901";
const basicTenantId = "7b2a1d4f-3c65-4e1f-8d2e-81a3b5c9fa12";
const customerTenantId = "0e9d8c7b-6a5f-4e3d-8c2b-1a0f9e8d7c6b";

export const ids: PartnerIds = {
  partner: "123456",
  second: "654321",
  global: "123455",
  other: "654321",
  invalid: "123456a",
};

export const app = { tenantId, objectId: "c4d7b1a2-9e63-4f58-8a0b-1f2e3d4c5b6a" };
export const user = { tenantId, objectId: "5b6a7980-1c2d-4e3f-9a0b-c1d2e3f4a5b6" };
export const machine = { tenantId, objectId: "8e9fa0b1-2c3d-4e5f-8a9b-c0d1e2f3a4b5" };
export const outsider = { tenantId: customerTenantId, objectId: "9fa0b1c2-3d4e-4f5a-9b0c-d1e2f3a4b5c6" };
export const appWithoutP2 = { tenantId: basicTenantId, objectId: "d5e8c2b3-0f74-4a69-9b1c-2a3f4e5d6c7b" };

export const clientId = "3f2e1d0c-9b8a-4756-a4b3-c2d1e0f9a8b7";
export const secret = "not-a-secret-of-the-acceptance";

const directory: Directory = {
  tenants: [
    {
      tenantId,
      name: "Contoso",
      domain: "contoso.example",
      principals: [
        {
          name: "contoso-acceptance",
          kind: "servicePrincipal",
          objectId: app.objectId,
          clientId,
          clientSecrets: [secret],
          federatedCredentials: [{ subject: "repo:contoso/acceptance:environment:azure" }],
        },
        { name: "adele@contoso.example", kind: "user", objectId: user.objectId },
        {
          name: "contoso-vm",
          kind: "managedIdentity",
          objectId: machine.objectId,
          clientId: "4a3f2e1d-0c9b-4867-b5c4-d3e2f1a0b9c8",
        },
      ],
    },
    {
      tenantId: basicTenantId,
      name: "Tailspin",
      premium: false,
      principals: [
        {
          name: "tailspin-acceptance",
          kind: "servicePrincipal",
          objectId: appWithoutP2.objectId,
          clientId: "5b4a3f2e-1d0c-4978-86d5-e4f3a2b1c0d9",
        },
      ],
    },
    {
      tenantId: customerTenantId,
      name: "Fabrikam",
      // By delegated administration: who signs in at home is nobody here.
      principals: [
        { name: "adele@contoso.example", kind: "user", objectId: outsider.objectId, home: user, noAccount: true },
      ],
    },
  ],
  partners: [
    { partnerId: "123456", name: "Fabrikam Consulting", account: "location" },
    { partnerId: "654321", name: "Northwind Services", account: "location" },
    { partnerId: "222222", name: "Proseware", account: "location" },
    { partnerId: "123455", name: "Fabrikam Worldwide", account: "global" },
  ],
  machine: { managedIdentity: machine },
};

export const roles = {
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
};

const resourceGroups = [{ name: "app", resources: 3 }];
const subscription = (digit: string, owner: string) => ({
  subscriptionId: `${digit.repeat(8)}-1111-4222-8333-444455556666`,
  tenantId: owner,
  name: `Subscription ${digit}`,
  resourceGroups,
});
export const own = subscription("a", tenantId);
export const soldByCsp = { ...subscription("b", tenantId), quotaId: "CSP_2015-05-01", cost: 120 };
export const soldAndShown = { ...soldByCsp, showsCost: true };
export const withoutP2 = subscription("c", basicTenantId);
const delegated = subscription("d", customerTenantId);

export const on = ({ subscriptionId }: typeof own): string => `/subscriptions/${subscriptionId}`;
export const rootGroup = `/providers/Microsoft.Management/managementGroups/${tenantId}`;

/** Roles at a scope for a principal of the scope's tenant. */
export function rolesAt(
  scope: string,
  { tenantId: owner, objectId: principalId }: typeof app,
  ...roleIds: string[]
): Access {
  return {
    subscriptions: [own, soldByCsp, withoutP2, delegated],
    roleAssignments: roleIds.map((roleId) => ({ roleId, principalId, tenantId: owner, scope })),
  };
}

/** The same, and a subscription of another tenant by Azure Lighthouse. */
export function withDelegated(access: Access): Access {
  const authorizations = [{ principalId: app.objectId, roleId: roles.reader }];
  const { subscriptionId } = delegated;
  return { ...access, delegations: [{ subscriptionId, managedByTenantId: tenantId, authorizations }] };
}

/** An emulator in this process: hand its steps to the hooks of a file. */
export interface Stage {
  readonly emulator: () => Emulator;
  /** Forgets links, behaviour, access, faults and requests. */
  readonly reset: () => void;
  readonly callerOf: (identity: typeof app) => Promise<Caller>;
  readonly linkOf: (identity: typeof app) => Promise<OwnLink>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function openStage(): Stage {
  let running: Emulator | undefined;
  let restore = (): void => undefined;
  const emulator = (): Emulator => {
    if (running === undefined) throw new Error("The emulator runs only while tests do.");
    return running;
  };
  const callerOf = async (identity: typeof app): Promise<Caller> => {
    const { url, issueToken } = emulator();
    const token = await issueToken(identity);
    const cloud = { authority: url, resourceManager: url, scope: `${url}/.default`, skipInstanceDiscovery: true };
    const session = {
      identity: identityOfToken(token),
      cloud,
      token: { token, expiresOnTimestamp: Date.now() + 3_600_000 },
      renew: () => Promise.reject(new Error("The token is good for the whole test.")),
    };
    return callerFor(session, cleaner(new Map(), [token]));
  };
  return {
    emulator,
    callerOf,
    linkOf: async (identity) => {
      const { signal } = new AbortController();
      return takeLink(await callerOf(identity), { signal, pause: noPause, ours: Object.values(ids) });
    },
    reset: () => {
      const { links, setLink, setBehaviour, setAccess, clearFaults, clearRequests } = emulator();
      for (const one of links()) setLink(one.tenantId, one.objectId, null, { erase: true });
      setBehaviour(defaultBehaviour);
      setAccess({});
      clearFaults();
      clearRequests();
      ownEnvironment();
    },
    start: async () => {
      ownEnvironment();
      running = await startEmulator({ directory });
      restore = asOwnProcess(running.caCertificate);
    },
    stop: async () => {
      await running?.close();
      restore();
      inheritedEnvironment();
    },
  };
}

const noPause = (): Promise<void> => Promise.resolve();

/** A host that notes what is printed and waits for nothing. */
export function notingHost(): Host & { readonly printed: () => string; readonly interrupt: () => void } {
  const interruption = new AbortController();
  let printed = "";
  return {
    print: (text) => (printed += text),
    printed: () => printed,
    interrupt: () => interruption.abort(),
    signal: interruption.signal,
    pause: noPause,
    programFolder: `${__dirname}/program`,
  };
}
