import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientCertificate, startEmulator } from "partner-admin-link-emulator";
import { expectFailure } from "../../callbacks/harness/expectFailure";
import { urnOf } from "../../callbacks/harness/principals";
import { providerPointer } from "../../../provider/providerPointer";
import { shareProvider } from "../../callbacks/harness/sharedProvider";
import { type Setup, startProxy, type Surroundings } from "./around";
import { places } from "./places";

/** What is committed; while recording, that is what was seen just now. */
function recorded(seen: string): string {
  const path = join(__dirname, "messages.txt");
  if (process.env["PAL_E2E_RECORD"] === "1") writeFileSync(path, seen);
  return readFileSync(path, "utf8");
}

/** What a user reads at a first `up`, by where it happens. */
describe("a first up", () => {
  const { emulator, fresh, start, reset, stop } = shareProvider();
  const folder = mkdtempSync(join(tmpdir(), "first-up-"));
  const sections: string[] = [];
  let around: Surroundings;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let count = 0;

  beforeAll(async () => {
    await start();
    proxy = await startProxy();
    const gone = await startEmulator();
    await gone.close();
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const certificate = file("client.pem", (await createClientCertificate()).pem);
    around = { emulator: emulator(), file, certificate, proxy: proxy.url, closed: gone.host };
  });
  afterEach(reset);
  afterAll(async () => {
    proxy.server.close();
    rmSync(folder, { recursive: true });
    await stop();
  });

  /** The lines on the resource's row: those of check, and what create fails with where that is something else. */
  async function play({ environment = {}, inputs = {}, faults = [] }: Setup): Promise<readonly string[]> {
    count += 1;
    const urn = urnOf(`first-${count}`);
    for (const fault of faults) emulator().addFault(fault);
    const process = await fresh({ environment });
    const news = { partnerId: "123456", __provider: providerPointer, __declared: { urn, dryRun: true }, ...inputs };
    const { failures } = await process.check({}, news);
    const checked = failures.map(({ property, reason }) => `error: ${property === "" ? "" : `${property}: `}${reason}`);
    const shown = process.logs(urn).map(({ severity, message }) => `${severity}: ${message}`);
    if (checked.length > 0) return [...shown, ...checked];
    const created = process.create({ ...news, __declared: { urn } });
    if (shown.some((line) => line.startsWith("warning")) || inputs["partnerId"] !== undefined || "expect" in inputs)
      return [...shown, `then ${(await expectFailure(created)).message}`];
    await created;
    return shown;
  }

  const secrets = /not-a-secret/;

  describe.each(places)("%s", (place, cases) => {
    it.each(cases)("%s", async (name, setup) => {
      const lines = await play(setup(around));
      expect(lines).not.toEqual([]);
      for (const line of lines) {
        expect(line).not.toMatch(secrets);
        expect(line).not.toMatch(/\p{Cc}/u);
      }
      sections.push(`## ${place}: ${name}\n\n${lines.map((line) => `  ${plain(line)}`).join("\n")}`);
    });
  });

  /** Without what differs from run to run. */
  function plain(line: string): string {
    return line
      .replaceAll(emulator().host, "AZURE")
      .replaceAll(around.closed, "CLOSED")
      .replaceAll(new URL(around.proxy).host, "PROXY")
      .replaceAll(folder, "FOLDER")
      .replace(/request id [\w-]+/g, "request id ID")
      .replace(/33333333-[ace]{4}-\w{4}-\w{4}-\w{12}/g, "GUID")
      .replaceAll("11111111-1111-4111-8111-111111111111", "TENANT");
  }

  it("is told in these words", () => {
    const seen = `${sections.join("\n\n")}\n`;
    expect(sections).toHaveLength(places.flatMap(([, cases]) => cases).length);
    expect(recorded(seen)).toBe(seen);
  });
});
