import type { Settings } from "../../../provider/azure/settings";
import {
  changedInputs,
  parseDeclaration,
  type Properties,
  withStoredTokens,
} from "../../../provider/runtime/declaration";
import { provider } from "../../../provider/runtime/index";
import { configureSettings, settingsFor, signInFor, signInForState } from "../../../provider/runtime/session";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, declared, linkedAsDeclared, newResource, settled, tenantId } from "../fixtures";
import { inPlainText, unknown } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const application = { tenantId, clientId };
const stored = { ...application, useOidc: true };
const token = "not-a-secret-of-this-run";
const request = { oidcRequestToken: token, oidcRequestUrl: "https://issuer.test/job-1" };

describe("parseDeclaration, of tokens of one run", () => {
  it.each([
    { what: "an ID token", tokens: { oidcToken: token }, takenOut: ["oidcToken"] },
    { what: "what an ID token is asked with", tokens: request, takenOut: ["oidcRequestToken", "oidcRequestUrl"] },
    { what: "a token that is not known yet", tokens: { oidcToken: unknown }, takenOut: ["oidcToken"] },
  ])("takes $what out of the inputs, and keeps that there was one", ({ tokens, takenOut }) => {
    const declaration = declarationOf({ credential: { ...application, ...tokens } });
    expect(declaration).toMatchObject({ credential: stored, takenOut, tokens });
    expect(declaration.inputs).toStrictEqual({
      partnerId: declared,
      credential: stored,
      __declared: { urn: "urn", takenOut },
    });
  });

  it("names a credential as unknown while its token is", () => {
    expect(declarationOf({ credential: { ...stored, oidcToken: unknown } }).unknown).toStrictEqual(["credential"]);
  });

  it.each([undefined, null, ""])("takes a token of %j for none", (none) => {
    const credential = { ...application, oidcToken: none };
    expect(declarationOf({ credential })).toMatchObject({ takenOut: [], tokens: {}, inputs: { credential } });
  });

  it("reads from a state which tokens there were, and has none of them", () => {
    const takenOut = ["oidcToken"];
    expect(declarationOf({ credential: stored }, { takenOut })).toMatchObject({
      credential: stored,
      takenOut,
      tokens: {},
      inputs: { __declared: { urn: "urn", takenOut } },
    });
  });
});

describe("changedInputs, of tokens of one run", () => {
  const before = declarationOf({ credential: { ...application, oidcToken: "not-a-secret, of an earlier run" } });

  it.each([
    { what: "a renewed token", credential: { ...application, oidcToken: token }, names: [] },
    { what: "a token that was stored nowhere", credential: stored, names: [] },
    {
      what: "a token that is not known yet",
      credential: { ...application, oidcToken: unknown },
      names: ["credential"],
    },
    { what: "a file instead", credential: { ...stored, oidcTokenFilePath: "id-token" }, names: ["credential"] },
    { what: "a secret instead", credential: { ...application, clientSecret: token }, names: ["credential"] },
  ])("names $names for $what", ({ credential, names }) => {
    expect(changedInputs(before, declarationOf({ credential }))).toStrictEqual(names);
  });
});

describe("withStoredTokens", () => {
  const state = declarationOf({ credential: { ...application, oidcToken: token } });

  it("knows the stored credential that ignoreChanges hands on by the tokens that it had", () => {
    const given = parseDeclaration({ credential: stored, __declared: { urn: "urn", ignoreChanges: ["credential"] } });
    expect(withStoredTokens(given, state)).toStrictEqual({
      ...given,
      takenOut: ["oidcToken"],
      inputs: {
        ...given.inputs,
        __declared: { urn: "urn", ignoreChanges: ["credential"], takenOut: ["oidcToken"] },
      },
    });
  });

  const ignores = { ignoreChanges: ["credential"] };

  it.each([
    { when: "the program gives the credential without a token, for the pipeline's own issuer", credential: stored },
    { when: "it ignores changes of the partner alone", credential: stored, hidden: { ignoreChanges: ["partnerId"] } },
    { when: "it gives a token", credential: { ...stored, ...request }, hidden: ignores },
    { when: "the stored credential had none", credential: stored, hidden: ignores, old: declarationOf() },
  ])("leaves the declaration as it is when $when", ({ credential, hidden = {}, old = state }) => {
    const given = declarationOf({ credential }, hidden);
    expect(withStoredTokens(given, old)).toBe(given);
  });
});

describe("settings of a credential whose tokens were of one run", () => {
  const environment = { ...process.env };
  const declaration = declarationOf({ credential: { ...application, oidcToken: token } });
  const elsewhere = { ARM_CLIENT_SECRET: "not-a-secret", ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId };

  beforeEach(() => {
    process.env = {};
    configureSettings(() => undefined);
  });

  afterEach(() => {
    process.env = environment;
    configureSettings(() => undefined);
    jest.restoreAllMocks();
  });

  it.each([
    { where: "this run", given: { oidcToken: token }, config: {}, variables: {}, source: "credential.oidcToken" },
    {
      where: "the stack config",
      given: {},
      config: { "azure-native:oidcToken": token },
      variables: {},
      source: "azure-native:oidcToken",
    },
    { where: "the environment", given: {}, config: {}, variables: { ARM_OIDC_TOKEN: token }, source: "ARM_OIDC_TOKEN" },
    {
      where: "this run before any other place",
      given: { oidcToken: token },
      config: { "azure-native:oidcToken": "not-a-secret, another" },
      variables: { ARM_OIDC_TOKEN: "not-a-secret, another" },
      source: "credential.oidcToken",
    },
  ])("take the token of $where, and no other field of anywhere else", ({ given, config, variables, source }) => {
    configureSettings((key) => (config as Record<string, string>)[key]);
    process.env = { ...variables, ...elsewhere };
    const own = (name: string, value: string) => ({ value, source: `credential.${name}` });
    expect(settingsFor(declaration, given)).toStrictEqual({
      tenantId: own("tenantId", tenantId),
      clientId: own("clientId", clientId),
      useOidc: own("useOidc", "true"),
      oidcToken: { value: token, source },
    });
  });

  it("take no token from elsewhere for a credential that had none", () => {
    process.env = { ARM_OIDC_TOKEN: token };
    expect(settingsFor(declarationOf({ credential: stored }))).not.toHaveProperty("oidcToken");
  });

  it.each([
    {
      tokens: { oidcToken: token },
      says: /^credential\.oidcToken is never stored, .* environment ARM_OIDC_TOKEN\)\. /,
    },
    { tokens: request, says: /^credential\.oidcRequestToken and credential\.oidcRequestUrl are never stored, / },
  ])("are an error, and never another method, when a token is nowhere: $says", ({ tokens, says }) => {
    process.env = { ...elsewhere };
    const { credential, takenOut, urn } = declarationOf({ credential: { ...application, ...tokens } });
    expect(() => settingsFor({ credential, takenOut, urn })).toThrow(
      expect.objectContaining({ code: "PAL_CONFIG_INVALID", text: expect.stringMatching(says) as string }) as Error,
    );
  });

  it("are an error for a resource that is only in state, although another credential is configured", async () => {
    process.env = { ...elsewhere };
    const { id, identity } = newResource();
    const calls = azureAnswers(identity);
    await expect(signInForState(id, declaration)).rejects.toMatchObject({ code: "PAL_CONFIG_INVALID" });
    expect(calls).toStrictEqual([]);
  });
});

describe("a program that gives a token of one run", () => {
  const environment = { ...process.env };
  const credential = { ...application, oidcToken: token };

  beforeEach(() => {
    process.env = {};
  });

  afterEach(() => {
    process.env = environment;
    jest.restoreAllMocks();
  });

  /** A resource whose sign-ins leave the tokens that they came with. */
  function resourceWith(script: Parameters<typeof azureAnswers>[1] = []) {
    const resource = newResource();
    consoleLines();
    const tokens: unknown[] = [];
    const signsIn = ({ oidcToken }: Settings) => {
      tokens.push(oidcToken?.value);
      return resource.identity;
    };
    azureAnswers(signsIn, script);
    return { ...resource, tokens };
  }

  async function check(urn: string, olds: Properties, given: unknown, hidden: Properties = {}): Promise<Properties> {
    const news = { partnerId: declared, credential: given, __declared: { urn, ...hidden } };
    return inPlainText((await provider.check?.(olds, news))?.inputs ?? {});
  }

  it("links with the token, and keeps it in no input and no output", async () => {
    const { urn, tokens } = resourceWith([
      ["get", undefined],
      ["create", declared, linkedAsDeclared],
    ]);
    const inputs = await check(urn, {}, credential);
    const created = await provider.create(inputs);
    expect(JSON.stringify([inputs, created])).not.toContain(token);
    expect(created.outs).toMatchObject({ credential: stored, __declared: { takenOut: ["oidcToken"] } });
    expect(tokens).toStrictEqual([token, token]);
  });

  it("reads a link by `get` with the token, and keeps it in no output", async () => {
    const { id, urn, tokens } = resourceWith([["get", linkedAsDeclared]]);
    const found = await provider.read?.(id, { credential, __declared: { urn } });
    expect(found).toMatchObject({ props: { partnerId: declared } });
    expect(JSON.stringify(found)).not.toContain(token);
    expect(tokens).toStrictEqual([token]);
  });

  it("gives the token to no other resource", async () => {
    const { urn } = resourceWith([["get", undefined]]);
    await check(urn, {}, credential);
    const other = declarationOf({ credential: stored }, { urn: newResource().urn, takenOut: ["oidcToken"] });
    await expect(signInFor(other)).rejects.toMatchObject({ code: "PAL_CONFIG_INVALID" });
  });

  it("takes it from elsewhere where ignoreChanges hands on the stored credential", async () => {
    const { id, urn, tokens } = resourceWith([["get", linkedAsDeclared]]);
    const olds = { partnerId: declared, credential: stored, __declared: { urn, takenOut: ["oidcToken"] } };
    process.env = { ARM_OIDC_TOKEN: "not-a-secret-of-the-environment" };
    const inputs = await check(urn, olds, stored, { ignoreChanges: ["credential"] });
    expect(inputs).toHaveProperty("__declared.takenOut", ["oidcToken"]);
    await provider.diff?.(id, { ...olds, __link: settled() }, inputs);
    expect(tokens).toStrictEqual(["not-a-secret-of-the-environment", "not-a-secret-of-the-environment"]);
  });

  it("shows a change, and does not sign in, while the token is not known yet", async () => {
    const { id, urn, tokens } = resourceWith();
    const olds = { partnerId: declared, credential: stored, __declared: { urn, takenOut: ["oidcToken"] } };
    const inputs = await check(urn, olds, { ...credential, oidcToken: unknown });
    expect(await provider.diff?.(id, { ...olds, __link: settled() }, inputs)).toStrictEqual({ changes: true });
    expect(tokens).toStrictEqual([]);
  });
});
