import { type Emulator, startEmulator } from "partner-admin-link-emulator";
import { CallbackError, type ProviderProcess, type Properties, startProviderProcess } from "../../model/callbacks";
import { linkedTo, partner, type Someone, someone } from "../../callbacks/harness/principals";
import { checkedOf, inputsOf, outputsOf } from "../../callbacks/harness/properties";
import type { Scene } from "./scenes";

export type Links = ReadonlyMap<string, string | undefined>;

/** A callback that has ended, and the links of all identities around it. */
export interface Ended {
  readonly scene: Scene;
  readonly me: Someone;
  readonly result?: unknown;
  /** A CallbackError unless the process ended or never answered. */
  readonly error?: unknown;
  readonly reported: readonly string[];
  readonly before: Links;
  readonly after: Links;
}

export interface Run {
  readonly method: string;
  /** Variables that sign the identity in by that method. */
  readonly environment: Readonly<Record<string, string>>;
  readonly forgetsSignIns: boolean;
}

const patience = 20_000;

/** The emulator, those whose links are watched, and a provider process for each way to sign in. */
export class Bench {
  readonly stranger: Someone;
  /** The same application in another tenant. */
  readonly twin: Someone;
  private readonly processes = new Map<string, ProviderProcess>();

  private constructor(
    readonly emulator: Emulator,
    readonly me: Someone,
  ) {
    this.stranger = someone(emulator);
    const { clientId, clientSecret } = me;
    const tenantId = "22222222-2222-4222-8222-222222222222";
    const objectId = me.objectId.replace("-aaaa-", "-bbbb-");
    emulator.addPrincipal(tenantId, {
      name: "twin",
      kind: "servicePrincipal",
      objectId,
      clientId,
      clientSecrets: [clientSecret],
    });
    this.twin = { ...me, tenantId, objectId, id: `${tenantId}/${objectId}` };
  }

  static async open(): Promise<Bench> {
    const emulator = await startEmulator();
    return new Bench(emulator, someone(emulator, { federatedCredentials: [{ subject: "repo:answers/links" }] }));
  }

  async close(): Promise<void> {
    await Promise.all([...this.processes.values()].map((process) => process.stop()));
    await this.emulator.close();
  }

  /** Links `me` as the scene wants it, and nobody else. */
  reset(me: Someone, { before }: Scene): void {
    const { emulator } = this;
    emulator.clearFaults();
    emulator.clearRequests();
    for (const { tenantId, objectId } of [me, this.stranger, this.twin])
      emulator.setLink(tenantId, objectId, null, { erase: true });
    emulator.setLink(me.tenantId, me.objectId, partner.partnerId);
    this.state = outputsOf(emulator, me, { credential: undefined });
    if (before !== partner.partnerId) emulator.setLink(me.tenantId, me.objectId, before);
  }

  private state: Properties = {};

  /** Runs the callback in a process that remembers nothing of the cases before but who has signed in. */
  async run(me: Someone, scene: Scene, { method, environment, forgetsSignIns }: Run): Promise<Ended> {
    const process = this.processes.get(method) ?? startProviderProcess(environment);
    this.processes.set(method, process);
    await process.restart(environment, forgetsSignIns);
    const before = this.links(me);
    const ended = await this.outcome(process, me, scene);
    // It has ended, hangs, or is in no state to go on.
    if (ended.error !== undefined && (ended.error as Partial<CallbackError>).code === undefined) {
      this.processes.delete(method);
      void process.stop().catch(() => undefined);
    }
    return { scene, me, before, after: this.links(me), ...ended };
  }

  private async outcome(
    process: ProviderProcess,
    me: Someone,
    scene: Scene,
  ): Promise<Pick<Ended, "result" | "error" | "reported">> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no end within ${patience / 1000} s`)), patience);
    });
    try {
      return await Promise.race([process.call(scene.callback, ...this.argumentsOf(me, scene)), late]);
    } catch (error) {
      return { error, reported: error instanceof CallbackError ? error.reported : [] };
    } finally {
      clearTimeout(timer);
    }
  }

  private argumentsOf(me: Someone, { callback, overwrite }: Scene): readonly unknown[] {
    const changes = { credential: undefined, ...(overwrite === true ? { overwrite } : {}) };
    switch (callback) {
      case "check":
        return [{}, inputsOf(me, changes, { dryRun: true })];
      case "create":
        return [inputsOf(me, changes)];
      case "diff":
      case "update":
        return [me.id, this.state, checkedOf(me, changes)];
      default:
        return [me.id, this.state];
    }
  }

  private links(me: Someone): Links {
    return new Map([me, this.stranger, this.twin].map((one) => [one.id, linkedTo(this.emulator, one)]));
  }
}
