import { type CallbackName, type Callbacks, type ProviderProcess, startProviderProcess } from "./callbacks";
import { Checkpoint } from "./checkpoint";
import { Engine, type UpdateOptions } from "./engine";
import { linkIn } from "./isForeignLink";
import type { Problem } from "./problems";
import { Program, urnOf } from "./program";
import { ModelWorld } from "./world";

const options: UpdateOptions = {
  order: "registered first",
  continues: false,
  looksAhead: false,
  failing: [],
  replace: undefined,
};

/** The provider's callbacks, not compared with any rule; what they report is collected. */
function callbacksOf(process: ProviderProcess, reported: string[]): Callbacks {
  const call =
    <T>(callback: CallbackName) =>
    async (...args: readonly unknown[]): Promise<T> => {
      const { result, reported: lines } = await process.call(callback, ...args);
      reported.push(...lines);
      return result as T;
    };
  return {
    check: call("check"),
    diff: call("diff"),
    create: call("create"),
    read: call("read"),
    update: call("update"),
    delete: call("delete"),
  };
}

/** What the provider cannot know, or does not ask: each is documented, and stays as it is here. */
describe("limits", () => {
  let world: ModelWorld;
  let process: ProviderProcess;
  let program: Program;
  let checkpoint: Checkpoint;
  let reported: string[];

  beforeAll(async () => {
    world = await ModelWorld.start();
    process = startProviderProcess(world.emulator.environment);
  });

  afterAll(async () => {
    await process.stop();
    await world.emulator.close();
  });

  beforeEach(async () => {
    world.reset({});
    program = new Program(world);
    checkpoint = new Checkpoint();
    program.declare("one", { credential: "A" });
    await up();
  });

  async function run(operation: (engine: Engine) => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
    await process.restart(world.environment(), false);
    reported = [];
    return await operation(new Engine(checkpoint, callbacksOf(process, reported), (inputs) => Promise.resolve(inputs)));
  }

  const up = (changes: Partial<UpdateOptions> = {}): Promise<readonly Problem[]> =>
    run((engine) => engine.update(program.goals(), { ...options, ...changes }));

  const stateOf = (name: string) => checkpoint.live().find(({ urn }) => urn === urnOf(name))?.outputs ?? {};

  it("a rename in two targeted steps removes the link that the new resource holds; the next up makes it again", async () => {
    program.rename("one", false);
    await up({ targets: [urnOf("one'")] });
    await run((engine) => engine.destroy([urnOf("one")]));
    expect(world.partnerOf("A")).toBeNull();
    expect(linkIn(stateOf("one'"))).toMatchObject({ kind: "settled", partnerId: "123456" });

    await run((engine) => engine.preview(program.goals(), options));
    expect(reported.at(-1)).toMatch(/\(PAL_DRIFT\)$/);
    expect(await up()).toEqual([]);
    expect(world.partnerOf("A")).toBe("123456");
  });

  it("a rename without an alias leaves the link to the new resource as an adopted one, with a warning", async () => {
    program.rename("one", false);
    expect(await up()).toEqual([]);
    expect(reported.at(-1)).toMatch(/^warning: .* \(PAL_LINK_KEPT\)$/);
    expect(stateOf("one'")).toMatchObject({ adopted: true });

    await run((engine) => engine.destroy());
    expect(world.partnerOf("A")).toBe("123456");
  });

  it("a rename without an alias keeps the link the stack's own after a refresh in the same run", async () => {
    program.rename("one", false);
    await run(async (engine) => [...(await engine.refresh()), ...(await engine.update(program.goals(), options))]);
    expect(stateOf("one'")).toMatchObject({ adopted: false });

    await run((engine) => engine.destroy());
    expect(world.partnerOf("A")).toBeNull();
  });

  it("a link to the same partner that others made again is removed", async () => {
    world.otherStack("A", "123456", true);
    expect(await run((engine) => engine.destroy())).toEqual([]);
    expect(world.partnerOf("A")).toBeNull();
  });

  it("a resource that ignores changes of its partner does not see that another one takes the link away; the next up makes it again", async () => {
    program.declare("one", { ignorePartner: true });
    program.declare("two", { credential: "B", partner: "654321" });
    await up();
    program.swap({});
    world.emulator.addFault({
      operation: "partner.update",
      calls: 2,
      effect: { kind: "status", status: 403, code: "AuthorizationFailed" },
    });
    await run(async (engine) => [
      ...(await engine.refresh()),
      ...(await engine.update(program.goals(), { ...options, continues: true, order: "reversed" })),
    ]);
    world.emulator.clearFaults();
    expect(world.partnerOf("A")).toBe("654321");

    program.swap({});
    expect(await up()).toEqual([]);
    expect(world.partnerOf("A")).toBeNull();
    expect(await up()).toEqual([]);
    expect(world.partnerOf("A")).toBe("123456");
  });

  it("a rename with an alias cannot be replaced by deleting first before the next write; by creating first it can", async () => {
    program.rename("one", true);
    program.declare("one", { deleteFirst: true });
    await up();
    const replaced = { replace: urnOf("one'") };
    expect(await up(replaced)).toMatchObject([{ code: "PAL_IDENTITY_HELD" }]);
    expect(world.partnerOf("A")).toBe("123456");
    expect(checkpoint.resources).toHaveLength(1);

    program.declare("one", { deleteFirst: false });
    expect(await up(replaced)).toEqual([]);
    expect(world.partnerOf("A")).toBe("123456");
  });
});
