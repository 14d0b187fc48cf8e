import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectFailure } from "./harness/expectFailure";
import { someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareProvider } from "./harness/sharedProvider";

describe("a project without the package", () => {
  const { emulator, fresh, start, reset, stop } = shareProvider();
  let folder = "";
  beforeAll(start);
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "partner-admin-link-")));
  });
  afterEach(async () => {
    await reset();
    await rm(folder, { recursive: true });
  });
  afterAll(stop);

  it("reports in one line how to install it, whichever callback comes first", async () => {
    const me = someone(emulator());
    const [state, inputs] = [linked(emulator(), me), inputsOf(me)];
    const { check, diff, create, read, update, delete: remove, printed, stop: end } = await fresh({ folder });
    const line = `npm package pulumi-partner-admin-link is not installed: run npm install pulumi-partner-admin-link in ${folder}`;
    const calls = [
      () => check({}, inputs),
      () => diff(me.id, state, inputs),
      () => create(inputs),
      () => read(me.id, state),
      () => update(me.id, state, inputs),
      () => remove(me.id, state),
    ];
    for (const call of calls) expect((await expectFailure(call())).message).toBe(line);
    await end();
    // The SDK prints what check, diff, read and delete throw, and its stack.
    expect(printed()).toEqual(Array.from({ length: 4 }, () => `Error: ${line}: `));
  });
});
