import * as pulumi from "@pulumi/pulumi";
import type { PartnerAdminLinkArgs } from "./args";
import type { Clouds } from "./azure/clouds";
import type { ObservedAhead } from "./azure/observeAhead";
import { isEngineClient } from "./engineClient";

/** Set to `off`, every link is read by the provider, one after the other. */
const variable = "PARTNER_ADMIN_LINK_LOOK_AHEAD";

const slots = { azureCli: 4, others: 16 } as const;

/** From so many on, the stack's row tells how many have been read; milliseconds between two tellings. */
const many = { links: 20, pause: 1000 } as const;

/**
 * Reads the link while the program goes on, side by side with those of other resources: the engine asks the provider for one
 * after the other. What was seen goes with the resource's registration, which waits for it. Always settles, with nothing
 * where nothing is known.
 *
 * @returns JSON of an {@link ObservedAhead}: the SDK and the engine carry a text with a fifth of the work for its fields.
 * @param urn - settles once all that the resource's parents depend on exists.
 */
export async function lookAhead(
  args: Partial<PartnerAdminLinkArgs>,
  opts: pulumi.CustomResourceOptions,
  urn: Promise<string>,
): Promise<string | undefined> {
  try {
    const queue = queueOfRun();
    if (queue === undefined || !isLookedAt(opts)) return undefined;
    const known = await valuesOf(args);
    if (known === undefined) return undefined;
    await urn;
    const seen = await queue.look(known);
    return seen === undefined ? undefined : JSON.stringify(seen);
  } catch {
    return undefined;
  }
}

/**
 * Not what is only read into the program, nor what depends on a resource that may have to exist before anybody can sign in,
 * nor what the engine gives another credential than the program.
 */
function isLookedAt({ id, urn, dependsOn, ignoreChanges = [] }: pulumi.CustomResourceOptions): boolean {
  const isDependent = dependsOn !== undefined && !(Array.isArray(dependsOn) && dependsOn.length === 0);
  const isIgnored = ignoreChanges.some((property) => property === "*" || property.startsWith("credential"));
  return id === undefined && urn === undefined && !isDependent && !isIgnored;
}

interface KnownOutput {
  readonly isKnown?: Promise<boolean>;
  promise?(): Promise<Readonly<Record<string, unknown>>>;
}

/** The arguments once all are known; undefined where one is not, or the SDK does not tell. */
async function valuesOf(args: object): Promise<Readonly<Record<string, unknown>> | undefined> {
  const output = pulumi.output({ ...args }) as unknown as KnownOutput;
  return (await output.isKnown) === true ? await output.promise?.() : undefined;
}

const queues = new WeakMap<object, Queue>();

/** That of the monitor: an inline program may be run many times in a process. */
function queueOfRun(): Queue | undefined {
  const monitor: unknown = pulumi.runtime.getMonitor();
  if (typeof monitor !== "object" || monitor === null || !isEngineClient(monitor)) return undefined;
  if (process.env[variable] === "off") return undefined;
  const queue = queues.get(monitor) ?? new Queue();
  queues.set(monitor, queue);
  return queue;
}

/** The look-aheads of a run: so many at a time, and what they found out for each other. */
class Queue {
  private readonly clouds: Clouds = new Map();
  private readonly waiting: Record<keyof typeof slots, (() => void)[]> = { azureCli: [], others: [] };
  private readonly free = { ...slots } as Record<keyof typeof slots, number>;
  private readonly throttled = new Set<string | undefined>();
  private hanging: ObservedAhead | undefined;
  private asked = 0;
  private done = 0;
  private told = Date.now();

  async look(args: Readonly<Record<string, unknown>>): Promise<ObservedAhead | undefined> {
    // Loaded here: programs under test need none of it.
    const { readyToAsk } = require("./runtime/readyToAsk") as typeof import("./runtime/readyToAsk");
    const ready = readyToAsk(args, (key) => pulumi.runtime.getConfig(key));
    if (ready === undefined) return undefined;
    const { settings, hasBlock, kind } = ready;
    const tenant = settings.tenantId?.value;
    const lane = kind === "azureCli" ? "azureCli" : "others";
    this.asked += 1;
    await this.enter(lane);
    try {
      // A host that hangs for one hangs for all.
      if (this.hanging !== undefined) return this.hanging;
      if (this.throttled.has(tenant)) return undefined;
      const { observeAhead } = require("./azure/observeAhead") as typeof import("./azure/observeAhead");
      const { observation, isThrottled } = await observeAhead(settings, hasBlock, this.clouds);
      if (isThrottled) this.throttled.add(tenant);
      if (observation !== undefined && "hanging" in observation) this.hanging ??= observation;
      return observation;
    } finally {
      this.leave(lane);
      this.tell();
    }
  }

  private async enter(lane: keyof typeof slots): Promise<void> {
    if (this.free[lane] > 0) this.free[lane] -= 1;
    else await new Promise<void>((resolve) => this.waiting[lane].push(resolve));
  }

  private leave(lane: keyof typeof slots): void {
    const next = this.waiting[lane].shift();
    if (next === undefined) this.free[lane] += 1;
    else next();
  }

  private tell(): void {
    this.done += 1;
    if (this.asked < many.links || Date.now() - this.told < many.pause) return;
    this.told = Date.now();
    const text = `observed ${this.done} of ${this.asked} links`;
    pulumi.log.info(text, undefined, undefined, true).catch(() => undefined);
  }
}
