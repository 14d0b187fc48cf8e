import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { defaultDirectory, type Directory, type Principal, type RequestRecord } from "../../emulator/azure";
import type { Report } from "../../provider/command/report/types";
import { linkType } from "../../provider/providerPointer";
import { roles } from "./access/directory";
import { customerTenant, guest, guestAtHome, locationPartner, otherLocationPartner, partnerTenant } from "./http";
import { shareEmulator } from "./running";

const command = join(__dirname, "..", "..", "bin", "pulumi-partner-admin-link.js");

/** The same for every application, as that of one with many directories. */
const clientSecret = "canary-of-the-report";

const tenantIds = [1, 2, 3].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`);
const [bakery = "", contoso = "", northwind = ""] = tenantIds;

const idOf = (kind: string, tenant: number, number: number) =>
  `${kind.repeat(8)}-0000-4000-8000-00000000${tenant}00${number}`;

function application(tenant: number, number: number): Principal {
  const kind = "servicePrincipal";
  const [objectId, clientId] = [idOf("b", tenant, number), idOf("c", tenant, number)];
  return { name: `app-${tenant}-${number}`, kind, objectId, clientId, clientSecrets: [clientSecret] };
}

const subscriptions = [1, 2, 3].flatMap((tenant) =>
  [1, 2].map((number) => ({
    subscriptionId: idOf("d", tenant, number),
    tenantId: tenantIds[tenant - 1] ?? "",
    name: `Abo ${number}`,
    resourceGroups: [{ name: "web", resources: 1 }],
  })),
);

function assign(tenant: number, number: number, subscription: number, roleId: string) {
  const scope = `/subscriptions/${idOf("d", tenant, subscription)}`;
  return { scope, roleId, tenantId: tenantIds[tenant - 1] ?? "", principalId: idOf("b", tenant, number) };
}

/** Three customers with two applications each. */
const directory: Directory = {
  ...defaultDirectory,
  tenants: [
    ...defaultDirectory.tenants,
    ...["Bäckerei Größl", "=Contoso | \u001B[31m<b>", "Northwind"].map((name, index) => ({
      tenantId: tenantIds[index] ?? "",
      name,
      principals: [application(index + 1, 1), application(index + 1, 2)],
    })),
  ],
  access: {
    subscriptions,
    roleAssignments: [
      assign(1, 1, 1, roles.contributor),
      assign(1, 2, 2, roles.contributor),
      assign(2, 1, 1, roles.contributor),
      assign(2, 1, 2, roles.contributor),
      assign(2, 2, 1, roles.contributor),
      assign(2, 2, 2, roles.contributor),
      assign(3, 1, 1, roles.contributor),
      assign(3, 2, 2, roles.reader),
    ],
  },
};

function isOfNorthwind({ operation, tenantId }: RequestRecord): boolean {
  return operation === "entra.token" && tenantId === northwind;
}

/** Calls back once something is so. */
function once(isSo: () => boolean, callback: () => void): void {
  const timer = setInterval(() => {
    if (!isSo()) return;
    clearInterval(timer);
    callback();
  }, 20);
}

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("pulumi-partner-admin-link report", () => {
  const { running, start, reset, stop } = shareEmulator({ directory });
  let folder: string;

  beforeAll(start);
  beforeEach(() => {
    reset();
    folder = mkdtempSync(join(tmpdir(), "report-"));
    for (const tenant of [1, 2, 3])
      for (const number of [1, 2])
        running().setLink(tenantIds[tenant - 1] ?? "", idOf("b", tenant, number), locationPartner);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  afterAll(stop);

  function file(name: string, contents: string): string {
    const path = join(folder, name);
    writeFileSync(path, contents);
    return path;
  }

  /** The three customers, as a spreadsheet writes them. */
  function customersFile(more: readonly string[] = []): string {
    const rows = [1, 2, 3].flatMap((tenant) =>
      [1, 2].map((number) => `${tenantIds[tenant - 1] ?? ""};servicePrincipal;${idOf("c", tenant, number)};`),
    );
    return file("customers.csv", `\uFEFFtenantId;identity;clientId;name\r\n${[...rows, ...more].join("\r\n")}\r\n`);
  }

  async function report(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    onStart: (end: () => void) => void = () => undefined,
  ): Promise<Ran> {
    const env = { PATH: process.env["PATH"], HOME: folder, ...running().environment, ...environment };
    const child = spawn(process.execPath, [command, "report", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    onStart(() => child.kill("SIGINT"));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    expect(stdout + stderr).not.toContain(clientSecret);
    return { exitCode, stdout, stderr };
  }

  const bySecret = { ARM_CLIENT_SECRET: clientSecret };

  it("adds up the identities of each customer, and names the single points of failure", async () => {
    const { exitCode, stdout, stderr } = await report(["--customers", customersFile(), "--json"], bySecret);
    const { customers, totals, isComplete } = JSON.parse(stdout) as Report;
    expect([exitCode, stderr, isComplete]).toEqual([2, "", true]);
    expect(
      customers.map(({ customer, status, subscriptions: { covered, total }, isSinglePointOfFailure, rows }) => [
        customer,
        `${status} ${covered}/${total}`,
        isSinglePointOfFailure,
        rows.map((row) => row.status),
      ]),
    ).toEqual([
      ["Bäckerei Größl", "expected 2/2", true, ["expected", "expected"]],
      ["=Contoso | <b>", "expected 2/2", false, ["expected", "expected"]],
      ["Northwind", "partly 1/2", true, ["expected", "notExpected"]],
    ]);
    expect(totals).toMatchObject({ customers: 3, expected: 2, partly: 1, singlePointsOfFailure: 2 });
  });

  it("leaves the others where one fails, and says why on its row", async () => {
    running().removeSecret(bakery, idOf("b", 1, 1), clientSecret);
    running().setLink(contoso, idOf("b", 2, 2), otherLocationPartner);
    const args = ["--customers", customersFile(["x;azureCli;;"]), "--partner-id", locationPartner];
    const { exitCode, stdout } = await report(args, bySecret);
    running().addSecret(bakery, idOf("b", 1, 1), clientSecret);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^ {2}1 identity: Bäckerei Größl, service principal cccccccc\S+, line 2\n.*\(from the customer's row, ARM_CLIENT_SECRET\): AADSTS7000215/m,
    );
    expect(stdout).toMatch(/line 8 of .*customers\.csv: tenantId must be a GUID/);
    expect(stdout).toContain("3 customers: 1 partly, 2 expected; 3 with a single point of failure");
  });

  it.each([
    ["--csv", "'=Contoso | <b>,"],
    ["--markdown", "| &#61;Contoso &#124; &#60;b&#62; |"],
  ])("escapes the names of others with %s", async (format, expected) => {
    const { stdout } = await report(["--customers", customersFile(), format], bySecret);
    expect(stdout).toContain(expected);
    expect(stdout).not.toContain("\u001B");
  });

  it("reads the directories of the Azure CLI's account", async () => {
    running().setLink(partnerTenant, guestAtHome.objectId, locationPartner);
    const environment = running().environmentFor(guestAtHome, { method: "azureCli" });
    const { exitCode, stdout } = await report(["--json"], environment);
    const { customers } = JSON.parse(stdout) as Report;
    expect(exitCode).toBe(2);
    expect(customers.map(({ tenantId, customer, rows }) => [tenantId, customer, rows[0]?.objectId])).toEqual([
      [customerTenant, "Contoso", guest.objectId],
      [partnerTenant, "Fabrikam", guestAtHome.objectId],
    ]);
    expect(customers[0]?.reasons?.map(({ id }) => id)).toContain("notLinked");
  });

  it("reads the links of a stack, and asks for its secrets where they are encrypted", async () => {
    const secret = (value: object) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ...value,
    });
    const link = (number: number, shown: object) => ({
      urn: `urn:pulumi:prod::links::${linkType}::link${number}`,
      type: linkType,
      id: `${northwind}/${idOf("b", 3, number)}`,
      inputs: {
        partnerId: locationPartner,
        credential: { tenantId: northwind, clientId: idOf("c", 3, number), clientSecret: secret(shown) },
      },
    });
    const resources = [link(1, { plaintext: JSON.stringify(clientSecret) }), link(2, { ciphertext: "AAAB" })];
    const stack = file("stack.json", JSON.stringify({ deployment: { resources } }));
    const { exitCode, stdout } = await report(["--stack", stack]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("1 identity: Northwind, link2");
    expect(stdout).toContain("export it with `pulumi stack export --show-secrets`");
    expect(stdout).toContain("1 customer: 1 expected");
  });

  it("tells what the exported data set has seen", async () => {
    const header = "SubscriptionId,CustomerTenantId,PartnerAttributionType";
    const seen = `${idOf("d", 1, 1)},${bakery},Partner Admin Link`;
    const usage = file("usage.csv", `\uFEFF${header}\r\n${seen}\r\n${idOf("d", 3, 1)},${northwind},DPOR\r\n`);
    const args = ["--customers", customersFile(), "--json", "--insights", usage];
    const { customers } = JSON.parse((await report(args, bySecret)).stdout) as Report;
    expect(customers.map(({ insights, rows }) => [insights, rows.map((row) => row.insights)])).toEqual([
      ["seen", ["seen", "notSeen"]],
      ["notSeen", ["notSeen", "notSeen"]],
      ["notSeen", ["notSeen", "notSeen"]],
    ]);
  });

  it("writes the rows so far when it is interrupted, and ends at once", async () => {
    running().addFault({ operation: "partners.get", tenantId: northwind, effect: { kind: "hang" } });
    const args = ["--customers", customersFile(), "--json", "--concurrency", "1"];
    const { exitCode, stdout } = await report(args, bySecret, (end) => {
      // One at a time: once the last customer's turn has come, the others have been read.
      once(() => running().requests().some(isOfNorthwind), end);
    });
    const { isComplete, customers } = JSON.parse(stdout) as Report;
    expect([exitCode, isComplete]).toEqual([1, false]);
    expect(customers.map(({ tenantId }) => tenantId)).toEqual([bakery, contoso]);
  });
});
