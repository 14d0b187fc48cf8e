import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Directory, type Emulator, type Identity, startEmulator } from "partner-admin-link-emulator";
import type { Printed } from "./importCommand";

const repository = resolve(__dirname, "..", "..", "..");
const command = join(repository, "bin", "pulumi-partner-admin-link.js");

export const partnerId = "123456";
export const otherPartnerId = "654321";

/** Directories of the partner and of its customers: which are linked to whom, and which demand a second factor. */
const count = 30;
const linked = range(1, 11);
const linkedToAnother = range(11, 14);
const demandingMfa = range(28, 30);
const notLinked = [0, ...range(14, 28)];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function guid(kind: string, number: number): string {
  return `${String(number).padStart(8, "0")}-${kind}-4000-8000-${String(number).padStart(12, "0")}`;
}

/** The same person in each directory. */
export function megan(number = 0): Identity {
  return { tenantId: guid("aaaa", number), objectId: guid("bbbb", number) };
}

const domainOf = (number: number): string => `customer${number}.example`;

/** The domains, which name the resources, by what the links are. */
export const domains = {
  linked: linked.map(domainOf),
  linkedToAnother: linkedToAnother.map(domainOf),
  demandingMfa: demandingMfa.map(domainOf),
  notLinked: notLinked.map(domainOf),
};

const directory: Directory = {
  tenants: range(0, count).map((number) => ({
    tenantId: megan(number).tenantId,
    name: number === 1 ? '=HYPERLINK("Müller; Söhne")' : `Customer ${number}`,
    domain: domainOf(number),
    principals: [
      {
        name: "megan@partner.example",
        kind: "user",
        objectId: megan(number).objectId,
        ...(number === 0 ? {} : { home: megan() }),
        ...(demandingMfa.includes(number) ? { mfaRequired: true } : {}),
      },
    ],
  })),
  partners: [
    { partnerId, name: "Fabrikam Consulting", account: "location" },
    { partnerId: otherPartnerId, name: "Northwind Services", account: "location" },
  ],
};

/** A partner with thirty directories, and an empty folder. */
export interface Onboarding {
  readonly emulator: Emulator;
  readonly folder: string;
  /** Megan has signed in to the Azure CLI. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openOnboarding(): Promise<Onboarding> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-onboarding-")));
  const emulator = await startEmulator({ directory });
  const link = (numbers: readonly number[], partner: string): void => {
    for (const { tenantId, objectId } of numbers.map(megan)) emulator.setLink(tenantId, objectId, partner);
  };
  link(linked, partnerId);
  link(linkedToAnother, otherPartnerId);
  return {
    emulator,
    folder,
    environment: emulator.environmentFor(megan(), { method: "azureCli" }),
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the package's command in a folder. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Printed> {
  const env = { PATH: process.env["PATH"], ...environment };
  try {
    return { exitCode: 0, ...(await promisify(execFile)(process.execPath, [command, ...args], { cwd, env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exitCode: code, stdout, stderr };
  }
}

/** What `npm install` would put there: this repository's own copies. */
export function installPackages(project: string): void {
  const modules = join(project, "node_modules");
  for (const name of ["@pulumi/pulumi", "@types/node", "csv-parse", "typescript"]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), join(modules, name));
  }
  symlinkSync(repository, join(modules, "pulumi-partner-admin-link"));
}
