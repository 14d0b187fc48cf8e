import { diff } from "../../../provider/runtime/diff";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, linkedAsDeclared, newResource, stateWith, tenantId } from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const other = "eeeeeeee-0000-4000-8000-000000000005";
const credential = { tenantId, clientId, clientSecret: "before" };

describe("diff, of a resource that the program declares", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { when: "it was checked in this run", declares: 1, holds: true },
    { when: "it was not, as in a refresh", declares: 0, holds: false },
  ])("holds the identity: $holds when $when", async ({ declares, holds }) => {
    const resource = newResource();
    const { urn, id } = resource;
    azureAnswers(resource.identity, [["get", linkedAsDeclared]]);
    const state = stateWith(resource, { onDelete: "retain" });
    for (const declaration of [state.declaration].slice(0, declares)) run.noteDeclared(declaration);
    await diff(id, state, state.declaration);
    expect(run.holdersOf(id)[0]?.urn === urn).toBe(holds);
  });

  it("does not hold the identity when it is to be replaced", async () => {
    const resource = newResource();
    azureAnswers(resource.identity);
    const news = declarationOf({ credential: { ...credential, clientId: other } }, { urn: resource.urn });
    run.noteDeclared(news);
    await diff(resource.id, stateWith(resource, { credential }), news);
    expect(run.holdersOf(resource.id)).toStrictEqual([]);
  });

  // Neither may then be removed for a replacement that the other one would refuse.
  it("holds the identity, warns and shows a change when another resource declares it, driftCheck off or not", async () => {
    const resource = newResource();
    const { urn, id } = resource;
    const lines = consoleLines();
    azureAnswers(resource.identity);
    const state = stateWith(resource, { driftCheck: "off" });
    run.reserve({ urn: "urn:first" }, id);
    run.noteDeclared(state.declaration);
    expect(await diff(id, state, state.declaration)).toStrictEqual({ changes: true });
    expect(lines()).toStrictEqual([
      `warning: two resources of this program declare the one partner admin link of ${id}: urn:first and ${urn}. Remove one of them, or give it another credential (PAL_IDENTITY_HELD)`,
    ]);
    expect(run.holdersOf(id)[0]?.urn).toBe(urn);
  });
});
