import * as pulumi from "@pulumi/pulumi";
import { observeAhead, type LookedAhead } from "../../provider/azure/observeAhead";
import { lookAhead } from "../../provider/lookAhead";
import { clientId, tenantId } from "./fixtures";

jest.mock("../../provider/azure/observeAhead");

const credential = { tenantId, clientId, clientSecret: "not-a-secret" };
const args = { partnerId: "123456", credential };
const seen: LookedAhead = { observation: { time: "2026-01-01T00:00:00Z", hanging: "https://h" }, isThrottled: false };
const nothing: LookedAhead = { isThrottled: false };

/** What is being asked: each call ends when the test says so. */
let asked: ((found: LookedAhead) => void)[] = [];

/** Of the last call, on a monitor like the SDK's own. */
function startRun(): void {
  jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue({ getChannel: () => undefined } as never);
}

function turns(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

function look(
  given: object = args,
  opts: pulumi.CustomResourceOptions = {},
  urn: Promise<string> = Promise.resolve("urn"),
) {
  return lookAhead(given, opts, urn);
}

describe("lookAhead", () => {
  const environment = { ...process.env };

  beforeEach(() => {
    asked = [];
    startRun();
    jest.mocked(observeAhead).mockImplementation(() => new Promise((resolve) => asked.push(resolve)));
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.env = { ...environment };
  });

  it("hands on what was seen", async () => {
    const looking = look();
    await turns();
    asked[0]?.(seen);
    expect(await looking).toBe(JSON.stringify(seen.observation));
  });

  it("settles with nothing when looking fails", async () => {
    jest.mocked(observeAhead).mockRejectedValue(new Error("broken"));
    expect(await look()).toBeUndefined();
  });

  it.each([
    ["one that is only read into the program", () => look(args, { id: "t/o" })],
    ["one that depends on another resource", () => look(args, { dependsOn: Promise.resolve([]) })],
    ["one whose credential the engine does not change", () => look(args, { ignoreChanges: ["credential"] })],
    ["one of which the engine changes nothing", () => look(args, { ignoreChanges: ["*"] })],
    ["one that is not to be checked", () => look({ ...args, driftCheck: "off" })],
    ["one whose partner ID is refused", () => look({ ...args, partnerId: "x" })],
    ["one whose credential names no way to sign in", () => look({ ...args, credential: { tenantId } })],
    ["one whose parent fails", () => look(args, {}, Promise.reject(new Error("broken")))],
  ])("asks nothing for %s", async (_, looking) => {
    expect(await looking()).toBeUndefined();
    expect(asked).toHaveLength(0);
  });

  it("asks nothing for one with an argument that is not known yet", async () => {
    const unknown = Object.assign(pulumi.output(args.partnerId), { isKnown: Promise.resolve(false) });
    expect(await look({ ...args, partnerId: unknown })).toBeUndefined();
    expect(asked).toHaveLength(0);
  });

  it("asks nothing under mocks, without a monitor, and where it is switched off", async () => {
    jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue({} as never);
    expect(await look()).toBeUndefined();
    jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue(undefined);
    expect(await look()).toBeUndefined();
    startRun();
    process.env["PARTNER_ADMIN_LINK_LOOK_AHEAD"] = "off";
    expect(await look()).toBeUndefined();
    expect(asked).toHaveLength(0);
  });

  it("waits for what the parents depend on", async () => {
    let exist: (urn: string) => void = () => undefined;
    const looking = look(args, {}, new Promise((resolve) => (exist = resolve)));
    await turns();
    expect(asked).toHaveLength(0);
    exist("urn");
    await turns();
    asked[0]?.(nothing);
    expect(await looking).toBeUndefined();
  });

  it.each([
    { most: 16, by: credential },
    { most: 4, by: { useCli: true, tenantId } },
  ])("asks for $most links at a time", async ({ most, by }) => {
    const looking = Array.from({ length: most + 3 }, () => look({ ...args, credential: by }));
    await turns();
    expect(asked).toHaveLength(most);
    asked.shift()?.(nothing);
    await turns();
    expect(asked).toHaveLength(most);
    while (asked.length > 0) {
      asked.shift()?.(nothing);
      await turns();
    }
    expect(await Promise.all(looking)).toEqual(looking.map(() => undefined));
  });

  it("keeps no place for a link whose credential is not there yet", async () => {
    let give: (secret: string) => void = () => undefined;
    const clientSecret = new Promise<string>((resolve) => (give = resolve));
    const first = Array.from({ length: 16 }, () => look({ ...args, credential: { ...credential, clientSecret } }));
    const second = look();
    await turns();
    asked.shift()?.(nothing);
    expect(await second).toBeUndefined();
    give("not-a-secret");
    await turns();
    for (const end of asked) end(nothing);
    expect(await Promise.all(first)).toEqual(first.map(() => undefined));
  });

  it("tells the others of a host that hangs, and of no other", async () => {
    const looking = Array.from({ length: 17 }, () => look());
    await turns();
    for (const end of asked) end(seen);
    expect(await Promise.all(looking)).toEqual(looking.map(() => JSON.stringify(seen.observation)));
    expect(asked).toHaveLength(16);
    startRun();
    void look();
    await turns();
    expect(asked).toHaveLength(17);
  });

  it("leaves a tenant alone that throttles, and no other", async () => {
    const looking = look();
    await turns();
    asked[0]?.({ isThrottled: true });
    await looking;
    expect(await look()).toBeUndefined();
    expect(asked).toHaveLength(1);
    void look({ ...args, credential: { ...credential, tenantId: "other.example" } });
    await turns();
    expect(asked).toHaveLength(2);
  });

  it("tells how many it has observed, once a second and only where there are many", async () => {
    const log = jest.spyOn(pulumi.log, "info").mockResolvedValue();
    const now = jest.spyOn(Date, "now").mockReturnValue(0);
    startRun();
    jest.mocked(observeAhead).mockResolvedValue(nothing);
    await look();
    now.mockReturnValue(1500);
    await Promise.all(Array.from({ length: 18 }, () => look()));
    expect(log).not.toHaveBeenCalled();
    await look();
    await look();
    expect(log.mock.calls).toEqual([["observed 20 of 20 links", undefined, undefined, true]]);
  });
});
