import { readFileSync } from "node:fs";
import { join } from "node:path";

/** This package's own manifest, as far as it decides about versions. */
export interface Versions {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export function ownVersions(): Versions {
  return JSON.parse(ownFile("package.json")) as Versions;
}

/** The program: one link for each row that names a partner and has no problem. It is published as the example that it is. */
export function programText(): string {
  return ownFile("examples/manyCustomers/index.ts");
}

function ownFile(path: string): string {
  return readFileSync(join(__dirname, "..", "..", "..", path), "utf8");
}

const projectFile = `name: partner-admin-links
description: Partner admin links of all customers in customers.csv.
runtime: nodejs
main: index.ts
`;

const compilerOptions = {
  target: "es2022",
  module: "node16",
  moduleResolution: "node16",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Stated here because the published package.json has no devDependencies. */
const tools = { "@types/node": "^20.19.0", typescript: "~6.0.3" };

/** The project around the program, with the versions that this package is tested with. */
export function projectFiles({ version, dependencies, peerDependencies }: Versions) {
  const manifest = {
    name: "partner-admin-links",
    private: true,
    dependencies: {
      ...pick(peerDependencies, "@pulumi/pulumi"),
      ...pick(dependencies, "csv-parse"),
      "pulumi-partner-admin-link": `^${version}`,
    },
    devDependencies: tools,
  };
  return {
    "Pulumi.yaml": projectFile,
    "index.ts": programText(),
    "package.json": json(manifest),
    "tsconfig.json": json({ compilerOptions, include: ["*.ts"] }),
  };
}

function pick(versions: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return { [name]: versions[name] ?? "*" };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
