import { type Bench, openBench } from "./bench";
import type { Application } from "./directory";

/** A figure, and the budget that it is held to. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly atMost: number;
  /** What it was made of. */
  readonly from: Readonly<Record<string, number | readonly number[]>>;
}

export interface Size {
  /** Links of a usual row. */
  readonly links: number;
  /** How often each time is taken. */
  readonly rounds: number;
  /** Links of the rows about growth. */
  readonly many: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Times taken in turn, so that what else the machine does meets each alike. */
async function inTurn<Name extends string>(
  rounds: number,
  runs: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(runs) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) for (const name of names) times[name].push(await runs[name]());
  return times;
}

async function withBench<Result>(identities: number, work: (bench: Bench) => Promise<Result>): Promise<Result> {
  const bench = await openBench(identities);
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

/** Links and no-ops each in a stack of their own. */
async function unchanged(
  count: number,
  rounds: number,
  latencies: readonly number[],
): Promise<Readonly<Record<string, number[]>>> {
  return await withBench(count, async (links) => {
    links.declare({ links: links.all });
    await links.time("up");
    return await withBench<Record<string, number[]>>(1, async (noOps) => {
      noOps.declare({ noOps: count });
      await noOps.time("up");
      const runs = latencies.map((latency): [string, () => Promise<number>] => [
        `links at ${latency} ms`,
        () => {
          links.emulator.setLatency(latency);
          return links.time("preview", { expectNoChanges: true });
        },
      ]);
      return await inTurn(rounds, {
        ...Object.fromEntries(runs),
        "no-ops": () => noOps.time("preview", { expectNoChanges: true }),
      });
    });
  });
}

async function previews({ links, rounds }: Size): Promise<Row[]> {
  const from = await unchanged(links, rounds, [0, 100]);
  const [near, far, noOps] = ["links at 0 ms", "links at 100 ms", "no-ops"].map((name) => median(from[name] ?? []));
  const what = `preview of ${links} unchanged links`;
  return [
    { what: `${what} ÷ as many no-ops`, measured: (near ?? NaN) / (noOps ?? NaN), unit: "", atMost: 1.3, from },
    { what: `${what}, 100 ms a request`, measured: far ?? NaN, unit: "s", atMost: (near ?? NaN) + 2, from },
    { what: `${what}, absolute`, measured: far ?? NaN, unit: "s", atMost: 9.4, from },
  ];
}

async function one({ rounds }: Size): Promise<Row[]> {
  const from = await unchanged(1, rounds, [0]);
  const measured = median(from["links at 0 ms"] ?? []) / median(from["no-ops"] ?? []);
  return [{ what: "preview of 1 link ÷ 1 no-op", measured, unit: "", atMost: 1.1, from }];
}

async function creations({ links, rounds }: Size): Promise<Row[]> {
  const create = (latency: number) => () =>
    withBench(links, async (bench) => {
      bench.declare({ links: bench.all });
      bench.emulator.setLatency(latency);
      return await bench.time("up");
    });
  const from = await inTurn(rounds, { "at 0 ms": create(0), "at 100 ms": create(100) });
  const what = `up that creates ${links} links, 100 ms a request`;
  return [{ what, measured: median(from["at 100 ms"]), unit: "s", atMost: median(from["at 0 ms"]) + 12, from }];
}

async function requests({ links }: Size): Promise<Row[]> {
  const row = (what: string, measured: number, atMost: number): Row => ({ what, measured, unit: "", atMost, from: {} });
  return await withBench(links, async (bench) => {
    bench.declare({ links: bench.all });
    await bench.time("up");
    bench.emulator.clearRequests();
    await bench.time("preview", { expectNoChanges: true });
    const asked = bench.emulator.requests();
    const count = (operation: string): number => asked.filter((one) => one.operation === operation).length;
    const tenants = bench.emulator.directory.tenants.length;
    return [
      row("tokens of an unchanged link and phase", count("entra.token") / links, 1),
      row("reads of an unchanged link and phase", count("partners.get") / links, 1),
      row("metadata of a tenant and phase", count("entra.openidConfiguration") / tenants, 1),
    ];
  });
}

async function hanging(): Promise<Row[]> {
  return await withBench(3, async (bench) => {
    bench.declare({ links: bench.all });
    await bench.time("up");
    bench.emulator.addFault({ operation: "partners.get", calls: { from: 1 }, effect: { kind: "hang" } });
    const measured = await bench.time("preview");
    return [{ what: "preview of 3 links on a host that hangs", measured, unit: "s", atMost: 95, from: {} }];
  });
}

async function growth({ many }: Size): Promise<Row[]> {
  const few = many / 10;
  const measure = (count: number) =>
    withBench(count, async (bench) => {
      bench.declare({ links: bench.all });
      await bench.time("up");
      const seconds = await bench.time("preview", { expectNoChanges: true });
      return { seconds, heap: await bench.heap("preview") };
    });
  const [small, large] = [await measure(few), await measure(many)];
  const kibibytes = (kind: "program" | "provider"): number =>
    (large.heap[kind] - small.heap[kind]) / (many - few) / 1024;
  const seconds = { [few]: small.seconds, [many]: large.seconds };
  return [
    {
      what: `${many} ÷ ${few} links: preview`,
      measured: large.seconds / small.seconds,
      unit: "",
      atMost: 11,
      from: seconds,
    },
    ...(["program", "provider"] as const).map((kind): Row => {
      const from = { [few]: small.heap[kind], [many]: large.heap[kind] };
      return { what: `heap of the ${kind}'s process a link`, measured: kibibytes(kind), unit: "KiB", atMost: 20, from };
    }),
  ];
}

async function checkpoint(): Promise<Row[]> {
  return await withBench(1, async (bench) => {
    const [{ name, objectId, credential }] = bench.all as [Application];
    const environment = bench.emulator.environmentFor({ tenantId: credential.tenantId, objectId });
    bench.declare({ links: [{ name }] });
    await bench.time("up", { environment });
    const { deployment } = await bench.stack.exportStack();
    const resources = deployment["resources"] as readonly { readonly type: string; readonly inputs?: object }[];
    const [link] = resources.filter(({ type }) => type.includes("PartnerAdminLink"));
    // Where a resource stands in the program is the engine's own note.
    const { inputs: _, ...others } = { ...link, sourcePosition: undefined, stackTrace: undefined };
    const what = "checkpoint of a link of the environment, beside its inputs";
    return [{ what, measured: JSON.stringify(others).length, unit: "B", atMost: 2000, from: {} }];
  });
}

/** Every row, by the name under which it can be asked for alone. */
export const rows: Readonly<Record<string, (size: Size) => Promise<Row[]>>> = {
  requests,
  checkpoint,
  one,
  previews,
  creations,
  hanging,
  growth,
};
