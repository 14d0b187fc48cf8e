import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import type { Customer } from "../../provider/command/customers/customer";
import { root } from "./stage";

const columns = ["tenantId", "name", "domain", "identity", "clientId", "partnerId", "linkedTo", "problem"];

/** The example with another list of customers, in a folder of its own. */
export function writeCustomersProject(home: string, customers: readonly Customer[]): string {
  const project = join(home, "project");
  mkdirSync(project);
  for (const file of ["Pulumi.yaml", "index.ts"])
    copyFileSync(join(root, "examples", "manyCustomers", file), join(project, file));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "partner-admin-links", private: true }));
  writeCustomers(project, customers);
  linkPackages(project);
  return project;
}

export function writeCustomers(project: string, customers: readonly Customer[]): void {
  writeFileSync(join(project, "customers.csv"), stringify([...customers], { header: true, columns }));
}

/** What `npm install` would put there: this repository's own copies. */
function linkPackages(project: string): void {
  const modules = join(project, "node_modules");
  for (const name of ["@pulumi/pulumi", "@types/node", "csv-parse", "typescript"]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  symlinkSync(root, join(modules, "pulumi-partner-admin-link"));
}
