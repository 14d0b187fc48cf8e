import type { Directory, Identity, RequestRecord } from "partner-admin-link-emulator";
import type { OperationResult } from "../../examples/cli";
import type { DeclaredLink } from "../e2e/harness/declaration";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { openCliWorld } from "../e2e/harness/cliWorld";

const tenants = 10;
const identitiesEach = 5;
const identities = tenants * identitiesEach;
const partnerId = "123456";
const milliseconds = 50;

interface Application extends Identity {
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

function guid(kind: string, tenant: number, number: number): string {
  return `${String(tenant).padStart(8, "0")}-${kind}-4000-8000-${String(number).padStart(12, "0")}`;
}

const applications: readonly Application[] = Array.from({ length: identities }, (_, index) => {
  const tenant = Math.floor(index / identitiesEach);
  return {
    name: `link-${index}`,
    tenantId: guid("aaaa", tenant, 0),
    objectId: guid("bbbb", tenant, index),
    clientId: guid("cccc", tenant, index),
    clientSecret: `not-a-secret-${index}`,
  };
});

const directory: Directory = {
  tenants: [...new Set(applications.map(({ tenantId }) => tenantId))].map((tenantId) => ({
    tenantId,
    name: `Customer ${tenantId.slice(0, 8)}`,
    principals: applications
      .filter((application) => application.tenantId === tenantId)
      .map(({ name, objectId, clientId, clientSecret }) => {
        return { name, kind: "servicePrincipal" as const, objectId, clientId, clientSecrets: [clientSecret] };
      }),
  })),
  partners: [{ partnerId, name: "Fabrikam Consulting", account: "location" }],
};

const links: readonly DeclaredLink[] = applications.map(({ name, tenantId, clientId, clientSecret }) => {
  const credential = { tenantId, clientId, clientSecret: { $secret: clientSecret } };
  return { name, args: { partnerId, credential } };
});

/** What a phase asked of Azure, and whether it went on asking while an answer was still out. */
function counts(result: OperationResult, requests: readonly RequestRecord[]) {
  const count = (operation: string): number => requests.filter((request) => request.operation === operation).length;
  const ops = result.steps.filter(({ urn }) => urn.includes("PartnerAdminLink")).map(({ op }) => op);
  return {
    exitCode: result.exitCode,
    steps: `${new Set(ops.map(String)).size === 1 ? ops.length : 0} ${ops[0] ?? "none"}`,
    tokens: count("entra.token"),
    reads: count("partners.get"),
    writes: count("partner.create") + count("partner.update") + count("partner.delete"),
    sideBySide: mostAtOnce(requests) > 1,
  };
}

/** One after another, each identity's read follows its token; side by side, further tokens are asked for in between. */
function mostAtOnce(requests: readonly RequestRecord[]): number {
  let open = 0;
  let most = 0;
  for (const { operation } of requests) {
    if (operation === "entra.token") open += 1;
    if (operation === "partners.get") open -= 1;
    most = Math.max(most, open);
  }
  return most;
}

describe("fifty identities in ten tenants", () => {
  it("cost a token and a read each, side by side; a creation signs in once more", async () => {
    pretendUser();
    const world = await openCliWorld({ directory });
    try {
      world.declare({ links });
      const phase = async (run: "preview" | "up") => {
        world.emulator.clearRequests();
        return counts(await world.stack[run](), world.emulator.requests());
      };
      const seen: Record<string, unknown> = { preview: await phase("preview"), up: await phase("up") };
      world.emulator.setLatency(milliseconds);
      seen["unchanged"] = await phase("preview");
      const perPhase = { exitCode: 0, tokens: identities, reads: identities, writes: 0, sideBySide: true };
      expect(seen).toEqual({
        preview: { ...perPhase, steps: `${identities} create` },
        up: { ...perPhase, steps: `${identities} create`, tokens: 2 * identities, writes: identities },
        unchanged: { ...perPhase, steps: `${identities} same` },
      });
    } finally {
      await world.close();
    }
  });
});
