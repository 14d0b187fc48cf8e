import type { ObservedAhead } from "../../../provider/azure/observeAhead";
import { noteHanging } from "../../../provider/azure/patience";
import { resolveSettings } from "../../../provider/azure/settings";
import { traitsOf } from "../../../provider/azure/traits";
import type { Declaration } from "../../../provider/runtime/declaration";
import { run } from "../../../provider/runtime/run";
import { configureSettings, identityFor, observeFor } from "../../../provider/runtime/session";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, linkedAsDeclared, linkedToAnother, newResource, type Resource } from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");
jest.mock("../../../provider/azure/patience");

const credential = { tenantId: "contoso.example", clientId, clientSecret: "not-a-secret" };
const cli = { useCli: true };

/** What the program saw with a credential: a link to another partner than the one that a read now would find. */
function seenBy(block: object, { identity }: Resource, change: object = {}): ObservedAhead {
  const settings = resolveSettings(block, { config: () => undefined, environment: process.env });
  const time = new Date().toISOString();
  return { time, traits: traitsOf(settings, true), identity, live: linkedToAnother, ...change };
}

/** The declaration as check has it. */
function checked({ urn }: Resource, block: object, observation: ObservedAhead): Declaration {
  const declaration = declarationOf({ credential: block }, { urn, observation: JSON.stringify(observation) });
  run.noteDeclared(declaration);
  return declaration;
}

describe("what the program saw", () => {
  const environment = { ...process.env };
  let resource = newResource();
  let calls: readonly string[] = [];

  beforeEach(() => {
    process.env = {};
    configureSettings(() => undefined);
    resource = newResource();
    calls = azureAnswers(resource.identity, [["get", linkedAsDeclared]]);
  });

  afterEach(() => {
    process.env = environment;
  });

  it("takes the place of a sign-in and a read", async () => {
    const { identity } = resource;
    const declaration = checked(resource, credential, seenBy(credential, resource));
    expect(await observeFor(declaration)).toEqual({ identity, live: linkedToAnother });
    expect(await identityFor(declaration)).toEqual(identity);
    expect(calls).toEqual([]);
  });

  it("may be that there is no link", async () => {
    const declaration = checked(resource, credential, seenBy(credential, resource, { live: null }));
    expect(await observeFor(declaration)).toEqual({ identity: resource.identity, live: undefined });
  });

  async function expectReadNow(declaration: Declaration, id?: string): Promise<void> {
    const { identity } = resource;
    expect(await observeFor(declaration, id)).toEqual({ identity, live: linkedAsDeclared });
    expect(calls).toEqual(["sign in", "get"]);
  }

  it("counts for nothing with another credential than it was seen with", async () => {
    const other = { ...credential, clientId: "33333333-3333-4333-8333-333333333333" };
    await expectReadNow(checked(resource, credential, seenBy(other, resource)));
  });

  it("counts for nothing where other variables are in force", async () => {
    const observation = seenBy(credential, resource);
    process.env = { ARM_METADATA_HOSTNAME: "arm.example" };
    await expectReadNow(checked(resource, credential, observation));
  });

  it("counts for nothing when it is old", async () => {
    const time = new Date(Date.now() - 3_600_000).toISOString();
    await expectReadNow(checked(resource, credential, seenBy(credential, resource, { time })));
  });

  it("counts for nothing once this run has begun to change the link", async () => {
    const declaration = checked(resource, credential, seenBy(credential, resource));
    await run.oneAtATime(resource.id, () => Promise.resolve());
    await expectReadNow(declaration);
  });

  it("counts for nothing once the resource is checked without it", async () => {
    const declaration = checked(resource, credential, seenBy(credential, resource));
    run.noteDeclared({ ...declaration, observation: undefined });
    await expectReadNow(declaration);
  });

  it("counts for a sign-in that names no tenant only in the tenant of the link", async () => {
    const { identity, id } = resource;
    const same = checked(resource, cli, seenBy(cli, resource));
    expect(await observeFor(same, id)).toEqual({ identity, live: linkedToAnother });
    await expectReadNow(same, id.replace(/^[^/]+/, "33333333-3333-4333-8333-333333333333"));
  });

  it("bounds the wait for a host that hung", async () => {
    const time = new Date().toISOString();
    await expectReadNow(checked(resource, credential, { time, hanging: "https://login.example" }));
    expect(noteHanging).toHaveBeenCalledWith("https://login.example", Date.parse(time));
  });

  it("leaves what is wrong with the settings to the sign-in", async () => {
    const declaration = checked(resource, credential, seenBy(credential, resource));
    const failing = { ...declaration, takenOut: ["oidcToken"] as const };
    expect(await observeFor(failing)).toMatchObject({ failure: { code: "PAL_CONFIG_INVALID" } });
  });
});
