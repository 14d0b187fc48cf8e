import type { Directory } from "partner-admin-link-emulator";

/** A service principal that signs in by its secret. */
export interface Application {
  readonly name: string;
  readonly credential: { readonly tenantId: string; readonly clientId: string; readonly clientSecret: string };
  readonly objectId: string;
}

export const partnerId = "123456";

const tenants = 10;

function guid(kind: string, number: number): string {
  return `${kind}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** So many service principals, in ten tenants. */
export function applications(count: number): readonly Application[] {
  return Array.from({ length: count }, (_, number) => ({
    name: `link-${number}`,
    objectId: guid("bbbbbbbb", number),
    credential: {
      tenantId: guid("aaaaaaaa", number % tenants),
      clientId: guid("cccccccc", number),
      clientSecret: `not-a-secret-${number}`,
    },
  }));
}

export function directoryOf(all: readonly Application[]): Directory {
  const tenantIds = [...new Set(all.map(({ credential }) => credential.tenantId))];
  return {
    tenants: tenantIds.map((tenantId) => ({
      tenantId,
      name: `Customer ${tenantId.slice(-2)}`,
      principals: all
        .filter(({ credential }) => credential.tenantId === tenantId)
        .map(({ name, objectId, credential: { clientId, clientSecret } }) => {
          return { name, kind: "servicePrincipal" as const, objectId, clientId, clientSecrets: [clientSecret] };
        }),
    })),
    partners: [{ partnerId, name: "Fabrikam Consulting", account: "location" }],
  };
}
