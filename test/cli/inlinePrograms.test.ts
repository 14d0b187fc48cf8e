import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { credentialOf, environmentOf, identityOf, secretOf } from "../e2e/harness/identities";
import { openWorld, type World } from "../e2e/harness/world";
import { consulting, contoso, fabrikam, northwind } from "../e2e/scenarios/common";

interface Run {
  readonly stack: string;
  readonly run: "preview" | "up";
  readonly partnerId: string;
  readonly credential?: object;
  /** Variables of the CLI and the provider, over the program's. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Told {
  readonly stack: string;
  readonly links: Readonly<Record<"same" | "create" | "update", number>>;
  readonly objectId?: string;
}

const script = join(__dirname, "harness", "inlinePrograms.js");
/** The stack's own row is among them. */
const created = { create: 2, same: 0, update: 0 };
const unchanged = { create: 0, same: 2, update: 0 };
const changed = { create: 0, same: 1, update: 1 };

describe("inline programs of the Automation API", () => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld({});
  });
  afterEach(async () => {
    await world.close();
  });

  /** Plays rounds of runs in one process, whose own variables sign in as {@link contoso}. */
  async function play(...rounds: readonly (readonly Run[])[]): Promise<Told[][]> {
    const { PATH = "", HOME = "" } = process.env;
    const runs = JSON.stringify({ folder: world.folder, rounds });
    const env = { PATH, HOME, ...world.environment, ...environmentOf(contoso), INLINE_RUNS: runs };
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Told[][];
  }

  function links(): Record<string, string> {
    return Object.fromEntries(world.emulator.links().map(({ objectId, partnerId }) => [objectId, partnerId]));
  }

  const plainCredential = { ...(credentialOf(fabrikam) as object), clientSecret: secretOf(fabrikam) };
  const [ofContoso, ofFabrikam] = [identityOf(contoso).objectId, identityOf(fabrikam).objectId];

  it("link the identity of the CLI's variables, not of the program's own", async () => {
    const one = { stack: "one", partnerId: consulting, environment: environmentOf(fabrikam) };
    const told = await play([{ ...one, run: "up" }], [{ ...one, run: "preview" }]);
    expect(told.flat()).toEqual([
      { stack: "one", links: created, objectId: ofFabrikam },
      { stack: "one", links: unchanged, objectId: ofFabrikam },
    ]);
    expect(links()).toEqual({ [ofFabrikam]: consulting });
  });

  it("see each its own links, side by side and one after the other", async () => {
    const one = { stack: "one", partnerId: consulting };
    const other = { stack: "other", partnerId: northwind, credential: plainCredential };
    const made = await play(
      [one, other].map((run) => ({ ...run, run: "up" as const })),
      [one, other].map((run) => ({ ...run, run: "preview" as const })),
      [{ ...one, partnerId: northwind, run: "up" }],
      [{ ...one, partnerId: northwind, run: "preview" }],
    );
    expect(made.flat().map(({ links: rows }) => rows)).toEqual([
      ...[created, created, unchanged, unchanged],
      ...[changed, unchanged],
    ]);
    world.setLink(fabrikam, consulting);
    const found = await play([
      { ...one, partnerId: northwind, run: "preview" },
      { ...other, run: "preview" },
    ]);
    expect(found.flat().map(({ links: rows }) => rows)).toEqual([unchanged, changed]);
    expect(links()).toEqual({ [ofContoso]: northwind, [ofFabrikam]: consulting });
  });
});
