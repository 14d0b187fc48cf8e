import type { CliOptions, OperationResult, CliStack } from "../../examples/cli";
import { type Kind, kinds, objectIdOf, type Settings } from "./canary/principals";
import { Watched } from "./canary/watched";
import type { DeclaredLink, ProgramDeclaration } from "../e2e/harness/declaration";
import { nameOf, programResources } from "../e2e/harness/stateView";
import { pretendUser } from "../e2e/harness/usersEnvironment";

type Operation = "preview" | "up" | "refresh" | "destroy";

function linkOf(kind: Kind, credential?: Settings): DeclaredLink {
  return { name: kind, args: { partnerId: "123456", ...(credential === undefined ? {} : { credential }) } };
}

/** Links and all that their program could export of them. */
function programOf(links: readonly DeclaredLink[]): ProgramDeclaration {
  const exported = links.flatMap(({ name }) =>
    ["id", "credential", "objectId"].map((output): [string, { $output: string }] => [
      `${name}.${output}`,
      { $output: `${name}.${output}` },
    ]),
  );
  return { links, outputs: Object.fromEntries(exported) };
}

/** Settings that are tokens of one run. */
const runTokens = ["oidcToken", "oidcRequestToken", "oidcRequestUrl"];

function tokensAmong(settings: readonly Settings[]): Settings {
  const all = settings.flatMap((each) => Object.entries(each));
  return Object.fromEntries(all.filter(([name]) => runTokens.includes(name)));
}

/** How a secret of that kind is to stand in inputs and in outputs. */
function storedAs(kind: Kind): Readonly<Record<string, readonly string[]>> {
  const how = runTokens.includes(kind) ? "not stored" : "encrypted";
  return { [kind]: [how, how] };
}

/** Environment variables of settings, as azure-native names them. */
function environmentOf(settings: Settings): Record<string, string> {
  const entries = Object.entries(settings).map(([name, value]): [string, string] => [
    `ARM_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    value,
  ]);
  return Object.fromEntries(entries);
}

/** Whether a secret is encrypted, by itself or with the block that it stands in. */
function howItStands(credential: unknown, name: string): string {
  const block = credential as Readonly<Record<string, unknown>>;
  const secret = block["ciphertext"] === undefined ? block[name] : block;
  if (secret === undefined) return "not stored";
  return typeof (secret as Readonly<Record<string, unknown>>)["ciphertext"] === "string"
    ? "encrypted"
    : "in plain text";
}

describe("secrets", () => {
  let watched: Watched;

  beforeAll(pretendUser);
  beforeEach(async () => {
    watched = await Watched.open();
  });
  afterEach(async () => {
    await watched.close();
  });

  /** Kinds by whose secret somebody was given a token since the log was cleared. */
  function usedKinds(): Kind[] {
    const given = watched.emulator
      .requests()
      .filter(({ operation, status }) => operation === "entra.token" && status === 200);
    return kinds.filter((kind) => given.some(({ objectId }) => objectId === objectIdOf(kind)));
  }

  /** Runs an operation and looks everywhere for what must be nowhere. */
  async function expectSilence(
    stack: CliStack,
    run: Operation,
    expected: { readonly exitCode: number; readonly used: readonly Kind[] },
    options: CliOptions = {},
  ): Promise<OperationResult> {
    watched.emulator.clearRequests();
    const result = await stack[run](options);
    expect(await watched.found(stack, result)).toEqual([]);
    expect({ exitCode: result.exitCode, used: usedKinds() }).toEqual(expected);
    expect(result.diagnostics.map(({ message }) => message).join("\n")).toContain(
      "azure:core-rest-pipeline:info Request",
    );
    return result;
  }

  /** Names of the resources on whose rows something stands. */
  function rowsThatSay({ diagnostics }: OperationResult, piece: string): string[] {
    const rows = diagnostics.filter(({ message, urn }) => urn !== undefined && message.includes(piece));
    return [...new Set(rows.map(({ urn = "" }) => nameOf(urn)))].sort();
  }

  /** How each link's secret stands in its inputs and its outputs in the state, by the link's name. */
  async function secretsInState(stack: CliStack): Promise<Readonly<Record<string, readonly string[]>>> {
    const resources = programResources(await stack.exportStack());
    return Object.fromEntries(
      resources.map(({ urn, inputs, outputs }) => [
        nameOf(urn),
        [inputs, outputs].map((properties) => howItStands(properties?.["credential"], nameOf(urn))),
      ]),
    );
  }

  it.each(kinds)("that are refused fail the first preview and are not shown: %s", async (kind) => {
    const stack = await watched.stack();
    watched.declare(programOf([linkOf(kind, await watched.principals.settings(kind, true))]));
    const refused = await expectSilence(stack, "preview", { exitCode: 1, used: [] });
    expect(rowsThatSay(refused, "cannot sign in")).toEqual([kind]);
  });

  it("of every kind in credential blocks stand nowhere but encrypted in the state", async () => {
    const settings = await Promise.all(kinds.map((kind) => watched.principals.settings(kind)));
    const good = kinds.map((kind, index) => linkOf(kind, settings[index]));
    const refused = await Promise.all(
      kinds.map(async (kind) => linkOf(kind, await watched.principals.settings(kind, true))),
    );
    const stack = await watched.stack();
    const all = { exitCode: 0, used: kinds };
    watched.declare(programOf(good));
    expect(watched.declared()).toHaveLength(6);
    await expectSilence(stack, "preview", all);
    const { outputs } = await expectSilence(stack, "up", all);
    expect(outputs).toMatchObject(Object.fromEntries(kinds.map((kind) => [`${kind}.objectId`, objectIdOf(kind)])));
    expect(await secretsInState(stack)).toEqual(Object.assign({}, ...kinds.map(storedAs)));
    watched.declare(programOf(refused));
    await expectSilence(stack, "up", { exitCode: 1, used: [] });
    const environment = environmentOf(tokensAmong(settings));
    await expectSilence(stack, "refresh", all, { environment });
    watched.declare(programOf(good));
    await expectSilence(stack, "destroy", all, { environment });
    expect(watched.emulator.links().map(({ state }) => state)).toEqual(kinds.map(() => "Deleted"));
  });

  it.each(kinds)("put in by a transformation stand nowhere but encrypted in the state: %s", async (kind) => {
    const stack = await watched.stack();
    const used = { exitCode: 0, used: [kind] };
    const credential = await watched.principals.settings(kind);
    const environment = environmentOf(tokensAmong([credential]));
    watched.declare(programOf([{ ...linkOf(kind), options: { adding: { credential } } }]));
    await expectSilence(stack, "preview", used);
    await expectSilence(stack, "up", used);
    expect(await secretsInState(stack)).toEqual(storedAs(kind));
    await expectSilence(stack, "refresh", used, { environment });
    await expectSilence(stack, "destroy", used, { environment });
  });

  it.each(kinds)("in the environment stand nowhere at all: %s", async (kind) => {
    const stack = await watched.stack();
    const environment = environmentOf(await watched.principals.settings(kind));
    const refused = environmentOf(await watched.principals.settings(kind, true));
    const used = { exitCode: 0, used: [kind] };
    watched.declare(programOf([linkOf(kind)]));
    await expectSilence(stack, "up", used, { environment });
    await expectSilence(stack, "refresh", { exitCode: 1, used: [] }, { environment: refused });
    await expectSilence(stack, "destroy", used, { environment });
  });

  it.each(kinds)("in stack config stand encrypted in its file: %s", async (kind) => {
    const entries = Object.entries(await watched.principals.settings(kind));
    const config = entries.map(([name, value]) => [`azure-native:${name}`, { value, secret: name === kind }] as const);
    const stack = await watched.stack(Object.fromEntries(config));
    watched.declare(programOf([linkOf(kind)]));
    await expectSilence(stack, "up", { exitCode: 0, used: [kind] });
    watched.emulator.removePrincipal("11111111-1111-4111-8111-111111111111", objectIdOf(kind));
    await expectSilence(stack, "refresh", { exitCode: 1, used: [] });
  });
});
