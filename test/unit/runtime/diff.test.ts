import type { LiveLink } from "../../../provider/azure/partnerLink";
import { PalError } from "../../../provider/errors";
import { diff } from "../../../provider/runtime/diff";
import { run } from "../../../provider/runtime/run";
import { configureSettings } from "../../../provider/runtime/session";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import {
  badGateway,
  clientId,
  declarationOf,
  declared,
  linkedAsDeclared,
  linkedToAnother,
  newResource,
  settled,
  stateWith,
  tenantId,
} from "../fixtures";
import { unknown } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const credential = { tenantId, clientId, clientSecret: "before" };

describe("diff", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<{ when: string; before?: Record<string, unknown>; change: Record<string, unknown> }>([
    { when: "the partner is another", change: { partnerId: "1" } },
    { when: "the partner is not known yet", change: { partnerId: unknown } },
    { when: "a setting was changed", change: { onDelete: "retain" } },
    { when: "the credential is not known yet", before: { credential }, change: { credential: unknown } },
    {
      when: "a part of the credential is not known yet",
      before: { credential },
      change: { credential: { ...credential, clientSecret: unknown } },
    },
  ])("shows a change without asking Azure when $when", async ({ before = {}, change }) => {
    const resource = newResource();
    const { urn, id, identity } = resource;
    const lines = consoleLines();
    const calls = azureAnswers(identity);
    const news = declarationOf({ ...before, ...change }, { urn });
    expect(await diff(id, stateWith(resource, before), news)).toStrictEqual({ changes: true });
    expect([...calls, ...lines()]).toStrictEqual([]);
  });

  it.each(["required", "bestEffort", "off"])(
    "shows a change when a write is pending, with driftCheck %s",
    async (driftCheck) => {
      const resource = newResource();
      consoleLines();
      azureAnswers(resource.identity, [["get", linkedAsDeclared]]);
      const state = stateWith(resource, { driftCheck }, { kind: "unsettled", pending: [declared] });
      expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
    },
  );

  it("asks Azure nothing when driftCheck is off and nothing changed", async () => {
    const resource = newResource();
    const calls = azureAnswers(resource.identity);
    const state = stateWith(resource, { driftCheck: "off" });
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: false });
    expect(calls).toStrictEqual([]);
  });

  it.each(["required", "off"])(
    "shows a change when this run removed the link, with driftCheck %s",
    async (driftCheck) => {
      const resource = newResource();
      const lines = consoleLines();
      run.noteAbsent(resource.id);
      const calls = azureAnswers(resource.identity);
      const state = stateWith(resource, { driftCheck });
      expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
      expect(lines()).toStrictEqual([expect.stringMatching(/^warning: partner admin link drifted: .*\(PAL_DRIFT\)$/)]);
      expect(calls).toStrictEqual([]);
    },
  );

  it.each<{
    when: string;
    live: LiveLink | undefined;
    more?: Record<string, unknown>;
    changes: boolean;
    says: RegExp[];
  }>([
    { when: "the link stands as declared", live: linkedAsDeclared, changes: false, says: [] },
    {
      when: "the link was written again to the same partner",
      live: { ...linkedAsDeclared, version: 9 },
      changes: false,
      says: [],
    },
    {
      when: "there is no link",
      live: undefined,
      changes: true,
      says: [/^warning: .* is not linked to a partner, declared 1234567.*\(PAL_DRIFT\)$/],
    },
    {
      when: "another partner is linked",
      live: linkedToAnother,
      changes: true,
      says: [/^warning: .* is linked to 7654321 \(Fabrikam\), declared 1234567.*\(PAL_DRIFT\)$/],
    },
    {
      when: "the partner has another name than expected",
      live: linkedAsDeclared,
      more: { expect: { partnerName: "Northwind" } },
      changes: true,
      says: [/^warning: expect\.partnerName is "Northwind" .*\(PAL_EXPECTATION_FAILED\)$/],
    },
  ])("reads the live link: changes is $changes when $when", async ({ live, more, changes, says }) => {
    const resource = newResource();
    const lines = consoleLines();
    const calls = azureAnswers(resource.identity, [["get", live]]);
    const state = stateWith(resource, more);
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes });
    expect(lines()).toStrictEqual(says.map((text) => expect.stringMatching(text) as string));
    expect(calls).toStrictEqual(["sign in", "get"]);
  });

  it("accepts another partner's link when changes of the partner are ignored", async () => {
    const resource = newResource();
    azureAnswers(resource.identity, [["get", linkedToAnother]]);
    const news = declarationOf({}, { urn: resource.urn, ignoreChanges: ["partnerId"] });
    expect(await diff(resource.id, stateWith(resource), news)).toStrictEqual({ changes: false });
  });

  it("warns with PAL_LINK_EXISTS when a link appeared beside a pending write", async () => {
    const resource = newResource();
    const lines = consoleLines();
    azureAnswers(resource.identity, [["get", linkedToAnother]]);
    const state = stateWith(resource, {}, { kind: "unsettled", pending: [declared] });
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
    expect(lines()).toStrictEqual([
      expect.stringMatching(/^warning: .*another partner, 7654321.*\(PAL_LINK_EXISTS\)$/),
    ]);
  });

  const refused = new PalError("PAL_AUTH_FAILED", "the secret is wrong");

  it.each([
    { driftCheck: undefined, failure: refused, changes: true, remedy: /Fix the sign-in, or set driftCheck/ },
    { driftCheck: "required", failure: refused, changes: true, remedy: /Fix the sign-in, or set driftCheck/ },
    {
      driftCheck: "required",
      failure: new TypeError("x is undefined"),
      changes: true,
      remedy: /unexpected failure: x is undefined/,
    },
    { driftCheck: "bestEffort", failure: refused, changes: false, remedy: /the secret is wrong \(PAL_NOT_VERIFIED\)$/ },
  ])(
    "never throws: changes is $changes when the sign-in fails with $failure.message and driftCheck $driftCheck",
    async (row) => {
      const resource = newResource();
      const lines = consoleLines();
      azureAnswers(row.failure);
      const state = stateWith(resource, { driftCheck: row.driftCheck });
      expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: row.changes });
      expect(lines()).toStrictEqual([
        expect.stringMatching(/^warning: partner admin link not verified: .*\(PAL_NOT_VERIFIED\)$/),
      ]);
      expect(lines()[0]).toMatch(row.remedy);
    },
  );

  it("never throws when the settings cannot be read", async () => {
    const resource = newResource();
    const lines = consoleLines();
    configureSettings(() => {
      throw new Error("the config is gone");
    });
    const state = stateWith(resource);
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
    configureSettings(() => undefined);
    expect(lines()).toStrictEqual([expect.stringMatching(/the config is gone.*\(PAL_NOT_VERIFIED\)$/)]);
  });

  it("never throws when the runtime itself fails", async () => {
    const resource = newResource();
    const lines = consoleLines();
    jest.spyOn(run, "isKnownAbsent").mockImplementation(() => {
      throw new TypeError("x is undefined");
    });
    const state = stateWith(resource);
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
    expect(lines()).toStrictEqual([expect.stringMatching(/unexpected failure: x is undefined.*\(PAL_NOT_VERIFIED\)$/)]);
  });

  it("never throws when the link cannot be read", async () => {
    const resource = newResource();
    consoleLines();
    azureAnswers(resource.identity, [["get", badGateway]]);
    const state = stateWith(resource);
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual({ changes: true });
  });

  it("remembers the link that the stack made, by its state", async () => {
    const resource = newResource();
    azureAnswers(resource.identity, [["get", linkedAsDeclared]]);
    const state = stateWith(resource);
    await diff(resource.id, state, state.declaration);
    expect(run.createdLinks(resource.id)).toStrictEqual([settled()]);
  });
});
