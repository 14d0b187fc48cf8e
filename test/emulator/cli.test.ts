import { spawn, type ChildProcess } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createClientCertificate } from "../../emulator/azure";
import { main } from "../../emulator/azure/cli";
import { customerTenant, deployer, locationPartner, partnerTenant } from "./http";
import { textLike } from "./matchers";

const launcher = join(__dirname, "../../emulator/bin/partner-admin-link-emulator.js");

interface Running {
  readonly child: ChildProcess;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

let folder = "";
const children: ChildProcess[] = [];

function run(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Omit<Running, "environment"> {
  // Before "--", Node takes --env-file for its own, wherever it stands.
  const child = spawn(process.execPath, ["--", launcher, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, stdout: () => stdout, stderr: () => stderr };
}

/** Runs a command line that ends by itself. */
async function finished(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, stdout, stderr } = run(args);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** The same without a process of its own, for what ends before anything is served. */
async function endedHere(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  const before = process.cwd();
  process.chdir(folder);
  try {
    await main(args);
    return { code: process.exitCode, ...printed };
  } finally {
    process.chdir(before);
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

function exported(lines: string): Record<string, string> {
  return Object.fromEntries(
    [...lines.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Starts the emulator and waits until it says that it listens. */
async function started(...args: string[]): Promise<Running> {
  return await listening(run(args));
}

async function listening({ child, stdout, stderr }: Omit<Running, "environment">): Promise<Running> {
  while (!stderr().includes("Listening on ")) {
    await Promise.race([
      once(child.stderr as NodeJS.ReadableStream, "data"),
      once(child, "exit").then(() => {
        throw new Error(`The emulator ended: ${stderr()}`);
      }),
    ]);
  }
  return { child, stdout, stderr, environment: exported(stdout()) };
}

async function stop({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

function ask({ environment }: Running, method: string, path: string, body?: unknown): Promise<unknown> {
  const { hostname, port } = new URL(environment["AZURE_AUTHORITY_HOST"] ?? "");
  const ca = readFileSync(environment["NODE_EXTRA_CA_CERTS"] ?? "");
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const outgoing = request({ hostname, port, ca, method, path, headers, agent: false }, (incoming) => {
      let text = "";
      incoming.on("data", (chunk: Buffer) => (text += chunk.toString()));
      incoming.on("end", () => {
        resolve(JSON.parse(text));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe("partner-admin-link-emulator", () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "emulator-cli-"));
  });

  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it("prints and writes the variables, serves, and cleans up on SIGTERM", async () => {
    const emulator = await started("--env-file", "emulator.env");
    const { environment } = emulator;
    const file = join(folder, "emulator.env");
    expect(readFileSync(file, "utf8")).toBe(emulator.stdout());
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(environment).toMatchObject({
      ARM_METADATA_HOSTNAME: textLike(/^127\.0\.0\.1:\d+$/),
      ARM_TENANT_ID: customerTenant,
      ARM_CLIENT_ID: deployer.clientId,
      ARM_CLIENT_SECRET: deployer.clientSecret,
      AZURE_TENANT_ID: customerTenant,
      AZURE_CLIENT_ID: deployer.clientId,
      AZURE_CLIENT_SECRET: deployer.clientSecret,
    });
    expect(await ask(emulator, "GET", "/_emulator/links")).toEqual([]);
    const authority = String(environment["NODE_EXTRA_CA_CERTS"]);
    expect(existsSync(authority)).toBe(true);
    expect(await stop(emulator, "SIGTERM")).toBe(0);
    expect([existsSync(dirname(authority)), existsSync(file)]).toEqual([false, false]);
  });

  it("ends on SIGINT as well", async () => {
    expect(await stop(await started(), "SIGINT")).toBe(0);
  });

  it("keeps links across restarts", async () => {
    const path = `/_emulator/links/${customerTenant}/${deployer.objectId}`;
    const first = await started("--data", "links.json");
    const link = await ask(first, "PUT", path, { partnerId: locationPartner });
    await stop(first, "SIGTERM");
    const second = await started("--data", "links.json");
    expect(await ask(second, "GET", "/_emulator/links")).toEqual([link]);
    expect(await ask(second, "PUT", path, { partnerId: null })).toMatchObject({ version: 2, state: "Deleted" });
    await stop(second, "SIGKILL");
    const third = await started("--data", "links.json");
    expect(await ask(third, "GET", "/_emulator/links")).toMatchObject([{ version: 2, state: "Deleted" }]);
    await stop(third, "SIGTERM");
  });

  it("serves the directory of a file, quoting what a shell would take apart", async () => {
    const secret = 'it\'s $HOME `and` "more"';
    const tenantId = "33333333-3333-4333-8333-333333333333";
    const principal = { name: "app", kind: "servicePrincipal", objectId: tenantId, clientId: tenantId };
    const directory = {
      tenants: [{ tenantId, name: "Tailspin", principals: [{ ...principal, clientSecrets: [secret] }] }],
      partners: [],
    };
    writeFileSync(join(folder, "directory.json"), `\uFEFF${JSON.stringify(directory)}`);
    const emulator = await started("--directory", "directory.json", "-e", "emulator.env");
    const shell = spawn("sh", ["-c", '. ./emulator.env && printf %s "$ARM_CLIENT_SECRET"'], { cwd: folder });
    let printed = "";
    shell.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    await once(shell, "close");
    expect(printed).toBe(secret);
    await stop(emulator, "SIGTERM");
  });

  it.each([
    ["own.pem", 2],
    ["nowhere.pem", 1],
  ])("keeps the certificate authorities that NODE_EXTRA_CA_CERTS has at hand: %s", async (file, count) => {
    writeFileSync(join(folder, "own.pem"), (await createClientCertificate()).certificate);
    const emulator = await listening(run([], { NODE_EXTRA_CA_CERTS: join(folder, file) }));
    const trusted = readFileSync(String(emulator.environment["NODE_EXTRA_CA_CERTS"]), "utf8");
    // One that Node cannot read would not be one more.
    const certificates = [...trusted.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)];
    expect(certificates.map(([pem]) => new X509Certificate(pem).subject)).toHaveLength(count);
    expect(await ask(emulator, "GET", "/_emulator/links")).toEqual([]);
    await stop(emulator, "SIGTERM");
  });

  it("prints what signs in by another method", async () => {
    const emulator = await started("--sign-in", "managedIdentity");
    const { environment } = emulator;
    expect(environment).toMatchObject({ ARM_USE_MSI: "true" });
    expect(Object.keys(environment).filter((name) => /CLIENT|TENANT/.test(name))).toEqual([]);
    await stop(emulator, "SIGTERM");
  });

  it("puts a signed-in command az on the path of its variables", async () => {
    const emulator = await started("--sign-in", "azureCli", "-e", "emulator.env");
    const script = `. ./emulator.env && az account get-access-token --resource "$AZURE_AUTHORITY_HOST" && printf %s "$PATH"`;
    const shell = spawn("sh", ["-c", script], { cwd: folder });
    let printed = "";
    shell.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    await once(shell, "close");
    expect(printed).toContain(`"tenant": "${partnerTenant}"`);
    expect(printed).toMatch(new RegExp(`bin/azureCli:${String(process.env["PATH"])}$`));
    await stop(emulator, "SIGTERM");
  });

  it("listens on the given port, and reports one that is in use", async () => {
    const first = await started();
    const port = new URL(String(first.environment["AZURE_AUTHORITY_HOST"])).port;
    const { code, stdout, stderr } = await finished("--port", port);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: `partner-admin-link-emulator: Port ${port} of 127.0.0.1 is in use.\n`,
    });
    await stop(first, "SIGTERM");
    const second = await started("--port", port);
    expect(second.environment["ARM_METADATA_HOSTNAME"]).toBe(`127.0.0.1:${port}`);
    await stop(second, "SIGTERM");
  });

  it("explains itself", async () => {
    const { code, stdout } = await finished("--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: partner-admin-link-emulator \[options\]/);
  });

  it.each([
    [["--prot", "1"], "Unknown option '--prot'"],
    [["serve"], "Unexpected argument 'serve'"],
  ])("ends with 2 and one line for %j", async (args, message) => {
    const { code, stdout, stderr } = await finished(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`partner-admin-link-emulator: ${message}`);
    expect(stderr).not.toContain("    at ");
  });

  it.each([
    [["--port", "x"], '--port must be a number from 0 to 65535, not "x"'],
    [["--port", "65536"], '--port must be a number from 0 to 65535, not "65536"'],
    [["--sign-in", "password"], "--sign-in must be one of clientSecret, githubActions"],
    [["--sign-in", "azureCli", "--directory", "nobody.json"], "--sign-in azureCli: the directory has nobody who can"],
    [["--data="], "--data needs the name of a file"],
    [["--directory", "missing.json"], "missing.json: there is no such file"],
    [["--directory", "."], ".: cannot be read (EISDIR)"],
    [["--directory", "broken.json"], "broken.json: is not JSON"],
    [["--directory", "empty.json"], "empty.json.tenants: is missing"],
    [["--data", "empty.json"], "empty.json.links: is missing"],
    [["--data", "nowhere/links.json"], "nowhere/links.json: cannot be written (ENOENT)"],
    [["-e", "nowhere/emulator.env"], "nowhere/emulator.env: cannot be written (ENOENT)"],
  ])("refuses %j", async (args, message) => {
    writeFileSync(join(folder, "broken.json"), "{");
    writeFileSync(join(folder, "empty.json"), "{}");
    writeFileSync(join(folder, "nobody.json"), '{ "tenants": [], "partners": [] }');
    const { code, stdout, stderr } = await endedHere(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`partner-admin-link-emulator: ${message}`);
    expect(stderr).not.toContain("    at ");
  });
});
