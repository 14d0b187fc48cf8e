import type { LiveLink } from "../../../provider/azure/partnerLink";
import { PalError } from "../../../provider/errors";
import { type LinkState, toOutputs } from "../../../provider/runtime/linkState";
import type { Properties } from "../../../provider/runtime/declaration";
import { provider } from "../../../provider/runtime/index";
import { lookUp, refresh } from "../../../provider/runtime/read";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import {
  another,
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
import { inPlainText, secretOf } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const refused = new PalError("PAL_AUTH_FAILED", "the secret is wrong");
const pending: LinkState = { kind: "unsettled", pending: [declared] };

describe("lookUp", () => {
  it("gives the live link, with its partner as declared", async () => {
    const { id, identity } = newResource();
    azureAnswers(identity, [["get", linkedToAnother]]);
    const state = await lookUp(id, declarationOf({ expect: { tenantId, partnerName: "fabrikam" } }));
    expect(state).toMatchObject({
      declaration: { partnerId: another },
      link: settled({ partnerId: another, version: 5, created: false }),
      live: { partnerName: "Fabrikam", version: 5 },
    });
  });

  it.each<{ when: string; inputs?: Record<string, unknown>; live: LiveLink | Error | undefined; code: string }>([
    { when: "there is no link", live: undefined, code: "PAL_LINK_NOT_FOUND" },
    {
      when: "another identity is expected",
      inputs: { expect: { objectId: tenantId } },
      live: linkedAsDeclared,
      code: "PAL_EXPECTATION_FAILED",
    },
    {
      when: "the partner has another name",
      inputs: { expect: { partnerName: "Northwind" } },
      live: linkedAsDeclared,
      code: "PAL_EXPECTATION_FAILED",
    },
    { when: "the link cannot be read", live: badGateway, code: "PAL_SERVICE_FAILED" },
  ])("fails with $code when $when", async ({ inputs, live, code }) => {
    const { id, identity } = newResource();
    azureAnswers(identity, [["get", live]]);
    await expect(lookUp(id, declarationOf(inputs))).rejects.toMatchObject({ code });
  });

  it("fails, naming both identities, when another one signs in", async () => {
    const { id } = newResource();
    const other = newResource();
    azureAnswers(other.identity, [["get", linkedAsDeclared]]);
    await expect(lookUp(id, declarationOf())).rejects.toMatchObject({
      code: "PAL_IDENTITY_MISMATCH",
      text: expect.stringMatching(
        `${other.identity.objectId}.*${id}.*Give get the credential of that identity$`,
      ) as string,
    });
  });

  it("fails with the sign-in's own failure", async () => {
    azureAnswers(refused);
    await expect(lookUp(newResource().id, declarationOf())).rejects.toBe(refused);
  });
});

describe("refresh", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  function refreshing(link?: LinkState, inputs: Record<string, unknown> = {}) {
    const resource = newResource();
    const lines = consoleLines();
    const state = stateWith(resource, inputs, link);
    return { ...resource, lines, state, start: () => refresh(resource.id, state) };
  }

  it("reads the live link into the state", async () => {
    const { id, identity, lines, start } = refreshing();
    azureAnswers(identity, [["get", linkedAsDeclared]]);
    expect(await start()).toMatchObject({
      is: "read",
      state: { link: settled(), live: { partnerName: "Contoso", version: 3 } },
    });
    expect(lines()).toStrictEqual([]);
    expect(run.createdLinks(id)).toStrictEqual([settled()]);
  });

  it("reads a drifted link into the state, keeps what the stack wrote, and warns", async () => {
    const { identity, lines, start } = refreshing();
    azureAnswers(identity, [["get", linkedToAnother]]);
    const expected = { declaration: { partnerId: another }, link: settled(), live: { version: 5 } };
    expect(await start()).toMatchObject({ is: "read", state: expected });
    expect(lines()).toStrictEqual([
      expect.stringMatching(/^warning: .*linked to 7654321 \(Fabrikam\), declared 1234567.*\(PAL_DRIFT\)$/),
    ]);
  });

  it("does not warn of drift that is ignored", async () => {
    const { id, identity, lines, state } = refreshing();
    azureAnswers(identity, [["get", linkedToAnother]]);
    await refresh(id, { ...state, declaration: { ...state.declaration, ignoresPartner: true } });
    expect(lines()).toStrictEqual([]);
  });

  it("settles a pending write that was applied", async () => {
    const { identity, start } = refreshing({ kind: "unsettled", pending: [another, declared] });
    azureAnswers(identity, [["get", linkedAsDeclared]]);
    expect(await start()).toMatchObject({ is: "read", state: { link: settled() } });
  });

  it.each<{ is: string; when: string; link?: LinkState; live: LiveLink | undefined; says: RegExp }>([
    {
      is: "gone",
      when: "there is no link",
      live: undefined,
      says: /is no longer linked to a partner \(declared 1234567\).*\(PAL_LINK_GONE\)$/,
    },
    {
      is: "unchanged",
      when: "a pending write is not applied yet",
      link: pending,
      live: undefined,
      says: /link it to 1234567 may still be applied.*\(PAL_WRITE_PENDING\)$/,
    },
    {
      is: "gone",
      when: "a link appeared beside a pending write",
      link: pending,
      live: linkedToAnother,
      says: /linked to 7654321 \(Fabrikam\), not to 1234567\..*\(PAL_LINK_KEPT\)$/,
    },
  ])("is $is, with a warning, when $when", async ({ is, link, live, says }) => {
    const { identity, lines, start } = refreshing(link);
    azureAnswers(identity, [["get", live]]);
    expect(await start()).toStrictEqual({ is });
    expect(lines()).toStrictEqual([expect.stringMatching(says)]);
  });

  it("leaves the state unchanged, with a warning, when another identity signs in", async () => {
    const { id, lines, start } = refreshing();
    azureAnswers(newResource().identity, [["get", undefined]]);
    expect(await start()).toStrictEqual({ is: "unchanged" });
    expect(lines()).toStrictEqual([
      expect.stringMatching(`not verified: signed in as .* this is the link of ${id}, .*\\(PAL_NOT_VERIFIED\\)$`),
    ]);
  });

  it("fails with the remedy when driftCheck is required and the link cannot be read", async () => {
    const { start } = refreshing();
    azureAnswers(refused);
    await expect(start()).rejects.toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: expect.stringMatching(
        /^the secret is wrong\. Fix the sign-in.*Run `pulumi up` after changing driftCheck/,
      ) as string,
    });
  });

  it.each(["bestEffort", "off"])(
    "leaves the state unchanged, with a warning, when driftCheck is %s and the link cannot be read",
    async (driftCheck) => {
      const { identity, lines, start } = refreshing(undefined, { driftCheck });
      azureAnswers(identity, [["get", badGateway]]);
      expect(await start()).toStrictEqual({ is: "unchanged" });
      expect(lines()).toStrictEqual([
        expect.stringMatching(/^warning: partner admin link not verified: .*\(PAL_NOT_VERIFIED\)$/),
      ]);
    },
  );
});

describe("read", () => {
  const credential = { tenantId, clientId, clientSecret: "not-a-secret" };
  const given = { partnerId: declared, credential, driftCheck: "bestEffort", __provider: "pointer" };

  it("returns inputs as check does: whose link it is, secrets in the form that the engine encrypts", async () => {
    const { id, urn, identity } = newResource();
    azureAnswers(identity, [
      ["get", linkedAsDeclared],
      ["get", linkedAsDeclared],
    ]);
    const checked = await provider.check?.({}, { ...given, __declared: { urn } });
    const { inputs } = checked as { readonly inputs: Properties };
    const state = { ...inPlainText(inputs), __link: settled() };
    const found = await provider.read?.(id, state);
    expect(found).toMatchObject({ id, props: { credential: { clientSecret: secretOf("not-a-secret") } } });
    expect(found).toHaveProperty("inputs", inputs);
  });

  it("returns the partner that is linked, for the diff of a refresh to show", async () => {
    const resource = newResource();
    consoleLines();
    azureAnswers(resource.identity, [["get", linkedToAnother]]);
    const found = await provider.read?.(resource.id, toOutputs(stateWith(resource)));
    expect(found).toMatchObject({ props: { partnerId: another }, inputs: { partnerId: another } });
  });
});
