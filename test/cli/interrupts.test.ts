import { credentialOf } from "../e2e/harness/identities";
import { signal } from "./harness/processes";
import { killAll, startSeparately } from "./harness/separateOperation";
import { until } from "./harness/until";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { leftBehind, type Told, told } from "./harness/view";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import { consulting, contoso, fabrikam, link } from "../e2e/scenarios/common";

const declared = {
  links: [link({}, {}, "first"), link({ credential: credentialOf(fabrikam) }, { dependsOn: ["first"] }, "second")],
};
const made = { partnerId: consulting, adopted: false };

/** How often somebody presses Ctrl-C while the first link is written. */
interface Interrupt {
  readonly name: string;
  readonly interrupt: (world: CliWorld) => Promise<Told | undefined>;
  /** What must be so, whatever was recorded. */
  readonly left: object;
  readonly end: object;
}

function isUnderWay({ emulator }: CliWorld): Promise<true> {
  return until("the write", () => emulator.faults().some(({ seen }) => seen > 0));
}

const once: Interrupt = {
  name: "interruptedOnce",
  interrupt: async (world) => {
    world.emulator.addFault({ operation: "partner.create", effect: { kind: "delay", ms: 500 } });
    const controller = new AbortController();
    const up = world.stack.up({ signal: controller.signal });
    await isUnderWay(world);
    controller.abort();
    return told(await up);
  },
  left: { links: { [contoso]: consulting }, state: { first: made }, pending: [] },
  end: { pending: [] },
};

const twice: Interrupt = {
  name: "interruptedTwice",
  interrupt: async (world) => {
    world.emulator.addFault({ operation: "partner.create", effect: { kind: "hang" } });
    const operation = await startSeparately(world, "up");
    await isUnderWay(world);
    signal(operation.engine, "SIGINT");
    await until("the CLI has taken the first", () => operation.output().includes("^C received"));
    signal(operation.engine, "SIGINT");
    const result = await operation.ended;
    return result && told(result);
  },
  left: { links: {}, state: {}, pending: ["creating first"] },
  // Pulumi keeps these until `pulumi refresh --clear-pending-creates`.
  end: { pending: ["creating first"] },
};

async function play({ interrupt }: Interrupt) {
  pretendUser();
  const world = await openCliWorld();
  try {
    world.declare(declared);
    const interrupted = await interrupt(world);
    const left = await leftBehind(world);
    return { interrupted, left, next: told(await world.stack.up()), end: await leftBehind(world) };
  } finally {
    killAll(world);
    await world.close();
  }
}

describe("Ctrl-C", () => {
  it.each([once, twice])("leaves the rest to the next up: $name", async (row) => {
    const seen = await play(row);
    const links = { [contoso]: consulting, [fabrikam]: consulting };
    expect(seen).toMatchObject({
      left: row.left,
      next: { exitCode: 0 },
      end: { links, state: { first: made, second: made }, ...row.end },
    });
  });
});
