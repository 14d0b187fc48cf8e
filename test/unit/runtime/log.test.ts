import { log } from "../../../provider/runtime/log";
import { consoleLines } from "../consoleLines";
import { newResource } from "../fixtures";

describe("log, without an engine", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("writes a warning to the console, with its code at the end", async () => {
    const lines = consoleLines();
    await log.warning(newResource().urn, "PAL_DRIFT", "the link drifted");
    expect(lines()).toStrictEqual(["warning: the link drifted (PAL_DRIFT)"]);
  });

  it("writes an information to the console", async () => {
    const lines = consoleLines();
    await log.info(newResource().urn, "the link stays");
    expect(lines()).toStrictEqual(["info: the link stays"]);
  });

  it("writes no progress to the console", async () => {
    const lines = consoleLines();
    await log.status(newResource().urn, "waiting");
    expect(lines()).toStrictEqual([]);
  });

  it("reports a line of a resource once, and the same line of another resource as well", async () => {
    const lines = consoleLines();
    const [first, second] = [newResource().urn, newResource().urn];
    for (const urn of [first, first, second]) await log.info(urn, "the link stays");
    expect(lines()).toHaveLength(2);
  });

  it("reports different lines of a resource", async () => {
    const lines = consoleLines();
    const { urn } = newResource();
    await log.info(urn, "one");
    await log.info(urn, "two");
    expect(lines()).toHaveLength(2);
  });

  it("writes to the console when the engine does not answer", async () => {
    const lines = consoleLines();
    const argv = process.argv;
    process.argv = [...argv, "127.0.0.1:1"];
    await log.info(newResource().urn, "the link stays");
    process.argv = argv;
    expect(lines()).toStrictEqual(["info: the link stays"]);
  });
});
