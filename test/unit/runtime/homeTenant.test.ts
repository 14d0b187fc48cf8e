import { checkCreation, checkExisting } from "../../../provider/runtime/check";
import { create } from "../../../provider/runtime/create";
import type { Declaration } from "../../../provider/runtime/declaration";
import { remove } from "../../../provider/runtime/delete";
import { diff } from "../../../provider/runtime/diff";
import type { State } from "../../../provider/runtime/linkState";
import { lookUp, refresh } from "../../../provider/runtime/read";
import { update } from "../../../provider/runtime/update";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { declared, linkedAsDeclared, newResource, stateWith, tenantId } from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

interface Case {
  readonly does: string;
  readonly work: (id: string, state: State, declaration: Declaration) => Promise<unknown>;
  readonly then?: ScriptedCall;
}

/** Has a callback work on a link whose credential leaves the tenant open; gives the tenants that it asked for. */
async function tenantsAsked({ work, then }: Case): Promise<readonly (string | undefined)[]> {
  const resource = newResource();
  const tenants: (string | undefined)[] = [];
  consoleLines();
  const script: readonly ScriptedCall[] = [["get", linkedAsDeclared], ...(then === undefined ? [] : [then])];
  azureAnswers((_, homeTenantId) => {
    tenants.push(homeTenantId);
    return resource.identity;
  }, script);
  const state = stateWith(resource, { credential: { useCli: true } });
  await work(resource.id, state, state.declaration);
  return tenants;
}

describe("a sign-in that leaves the tenant open", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case>([
    { does: "a check", work: (_, state, declaration) => checkExisting(declaration, state.declaration) },
    { does: "an update", work: update },
    { does: "a refresh", work: refresh },
    { does: "a look-up", work: (id, _, declaration) => lookUp(id, declaration) },
    { does: "a deletion", work: remove, then: ["delete", declared, undefined] },
  ])("asks for the tenant of the link in $does", async (row) => {
    expect(await tenantsAsked(row)).toStrictEqual([tenantId]);
  });

  it("asks for it in a diff, of whose link it is and of the link", async () => {
    expect(await tenantsAsked({ does: "a diff", work: diff })).toStrictEqual([tenantId, tenantId]);
  });

  it.each<Case>([
    { does: "the check of a new resource", work: (_, __, declaration) => checkCreation(declaration) },
    { does: "a creation", work: (_, __, declaration) => create(declaration) },
  ])("asks for none in $does, whose tenant is not known", async (row) => {
    expect(await tenantsAsked(row)).toStrictEqual([undefined]);
  });
});
