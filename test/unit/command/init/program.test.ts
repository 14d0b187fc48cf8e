import { runInNewContext } from "node:vm";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { type Customer, isDeclared, resourceName } from "../../../../provider/command/customers/customer";
import { declaredCredential } from "../../../../provider/command/customers/rowSignIn";
import { customersText } from "../../../../provider/command/customers/customersText";
import { ownVersions, programText, projectFiles } from "../../../../provider/command/init/projectFiles";
import manifest from "../../../../package.json";
import { clientId, declared, tenantId } from "../../fixtures";
import { customerWith } from "../customers/customerFixtures";

interface Setting {
  readonly file: string;
  readonly clientSecret?: string;
  readonly clientCertificatePath?: string;
  readonly replace?: readonly string[];
  readonly numbers?: Readonly<Record<string, number>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Link {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const { outputText } = transpileModule(programText(), {
  compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
});

/** Runs the program with stand-ins for Pulumi, the package and the file. */
function play(setting: Setting, links: Link[] = []): Link[] {
  const { file, clientSecret, clientCertificatePath, replace, numbers = {}, env = {} } = setting;
  class Config {
    getSecret = (name: string) => ({ clientSecret })[name];
    get = () => clientCertificatePath;
    getObject = () => replace;
    getNumber = (name: string) => numbers[name];
    requireNumber = (name: string) => numbers[name];
  }
  function PartnerAdminLink(name: string, args: Link["args"]): void {
    links.push({ name, args });
  }
  const modules: Readonly<Record<string, unknown>> = {
    "node:crypto": jest.requireActual("node:crypto"),
    "node:fs": { readFileSync: () => file },
    "@pulumi/pulumi": { Config, RunError: Error },
    "csv-parse/sync": jest.requireActual("csv-parse/sync"),
    "pulumi-partner-admin-link": { PartnerAdminLink },
  };
  runInNewContext(outputText, { exports: {}, process: { env }, require: (name: string) => modules[name] });
  return links;
}

/** Objects of another context have other prototypes. */
function played(customers: readonly Customer[], setting: Omit<Setting, "file"> = {}): Link[] {
  return JSON.parse(JSON.stringify(play({ file: customersText(customers), ...setting }))) as Link[];
}

describe("the program of init", () => {
  const people = [
    customerWith(),
    customerWith({ domain: "" }),
    customerWith({ identity: "managedIdentity" }),
    customerWith({ identity: "managedIdentity", clientId }),
  ];

  it.each(people)("declares $identity $clientId as the import file does", (customer) => {
    expect(played([customer])).toEqual([
      {
        name: resourceName(customer),
        args: { partnerId: declared, credential: declaredCredential(customer, () => undefined), expect: { tenantId } },
      },
    ]);
  });

  it.each([
    { setting: {}, credential: { tenantId, clientId, useOidc: true } },
    {
      setting: { clientCertificatePath: "/c.pem" },
      credential: { tenantId, clientId, clientCertificatePath: "/c.pem" },
    },
    {
      setting: { env: { ARM_OIDC_TOKEN: "a.b.c", ARM_OIDC_TOKEN_FILE_PATH: "token" } },
      credential: { tenantId, clientId, useOidc: true, oidcToken: "a.b.c" },
    },
    {
      setting: { env: { ARM_OIDC_TOKEN_FILE_PATH: "token" } },
      credential: { tenantId, clientId, useOidc: true, oidcTokenFilePath: "token" },
    },
    {
      setting: { clientSecret: "not-a-secret", env: { ARM_OIDC_TOKEN: "a.b.c" } },
      credential: { tenantId, clientId, clientSecret: "not-a-secret" },
    },
  ])("signs an application in with $setting", ({ setting, credential }) => {
    const application = customerWith({ identity: "servicePrincipal", clientId });
    expect(played([application], setting)).toMatchObject([{ name: resourceName(application), args: { credential } }]);
    expect(played([application], setting)[0]?.args["credential"]).toEqual(credential);
  });

  it("leaves out rows that wait for a decision or have a problem", () => {
    const left = [customerWith({ partnerId: "", linkedTo: "654321" }), customerWith({ problem: "no consent" })];
    expect(left.map(isDeclared)).toEqual([false, false]);
    expect(played(left)).toEqual([]);
  });

  it("replaces a link to another partner only in a directory that the config names", () => {
    const other = "aaaaaaaa-0000-4000-8000-00000000000a";
    const links = played([customerWith(), customerWith({ tenantId: other, domain: "b.example" })], {
      replace: [other.toUpperCase()],
    });
    expect(links.map(({ args }) => args["overwrite"])).toEqual([undefined, true]);
  });

  it("reads what a spreadsheet makes of the file", () => {
    const file = customersText([customerWith({ name: "Müller" })])
      .replaceAll(",", ";")
      .replaceAll("\n", "\r\n");
    expect(play({ file }).map(({ name }) => name)).toEqual(["contoso.example"]);
  });

  it.each([
    {
      what: "lacks a column",
      file: customersText([customerWith()])
        .replace(/,problem$/m, "")
        .replace(/,$/m, ""),
    },
    { what: "is UTF-16", file: customersText([customerWith()]).split("").join("\0") },
    { what: "has a column twice", file: customersText([customerWith()]).replace("linkedTo", "partnerId") },
    { what: "is empty", file: "" },
    { what: "has no rows", file: customersText([]) },
  ])("declares nothing away with a file that $what", ({ file }) => {
    expect(() => play({ file })).toThrow("customers.csv ");
  });

  it.each([
    [
      "an unknown identity",
      (rows: string) => rows.replace("azureCli", "user"),
      "identity is azureCli, servicePrincipal or",
    ],
    [
      "a row that is there twice",
      (rows: string) => rows.replace(/\n(.*)\n/, "\n$1\n$1\n"),
      "another row declares the same",
    ],
  ])("declares the other rows before it fails for %s", (_case, spoil, message) => {
    const links: Link[] = [];
    const other = customerWith({ tenantId: "aaaaaaaa-0000-4000-8000-00000000000a", domain: "b.example" });
    const file = spoil(customersText([customerWith(), other]));
    expect(() => play({ file }, links)).toThrow(`customers.csv: ${tenantId}: ${message}`);
    expect(links.map(({ name }) => name)).toContain("b.example");
  });
});

describe("the shards of the program of init", () => {
  const rows = (count: number): Customer[] =>
    Array.from({ length: count }, (_, index) => {
      const number = String(index).padStart(12, "0");
      return customerWith({ tenantId: `aaaaaaaa-0000-4000-8000-${number}`, domain: `${number}.example` });
    });
  const namesIn = (customers: readonly Customer[], shards: number): string[][] =>
    Array.from({ length: shards }, (_, index) =>
      played(customers, { numbers: { shards, shard: index + 1 } }).map(({ name }) => name),
    );

  it("declare each customer once between them, in shares of a size", () => {
    const shares = namesIn(rows(200), 4);
    expect(shares.flat().sort()).toEqual(rows(200).map(resourceName).sort());
    for (const { length } of shares) expect(Math.abs(length - 50)).toBeLessThan(20);
  });

  it("keep their customers when rows are added, removed or written in capitals", () => {
    const before = namesIn(rows(20), 4);
    const capitals = rows(40).map((row) => ({ ...row, tenantId: row.tenantId.toUpperCase() }));
    const after = namesIn(capitals.slice(1).reverse(), 4);
    const kept = after.map((names) => names.filter((name) => before.flat().includes(name)).sort());
    expect(kept).toEqual(before.map((names) => names.filter((name) => name !== "000000000000.example").sort()));
  });

  it.each([
    { shard: 2 },
    { shards: 2.5, shard: 1 },
    { shards: 2, shard: 1.5 },
    { shards: 2, shard: 3 },
    { shards: 2, shard: 0 },
    { shards: 0, shard: 1 },
  ])("declare nothing away with %j", (numbers) => {
    expect(() => played(rows(2), { numbers })).toThrow("shard is a whole number from 1 to shards; it is ");
  });

  it("hand on customers to one other shard each when their number is doubled", () => {
    const [before, after] = [namesIn(rows(60), 4), namesIn(rows(60), 8)];
    const merged = before.map((_, shard) =>
      after
        .filter((_names, index) => index % 4 === shard)
        .flat()
        .sort(),
    );
    expect(merged).toEqual(before.map((names) => [...names].sort()));
  });
});

describe("projectFiles", () => {
  it("names the versions that this package is tested with", () => {
    const { version, dependencies, peerDependencies } = ownVersions();
    const { dependencies: used, devDependencies: tools } = JSON.parse(
      projectFiles(ownVersions())["package.json"],
    ) as Record<string, Record<string, string>>;
    expect(used).toEqual({
      "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"],
      "csv-parse": dependencies["csv-parse"],
      "pulumi-partner-admin-link": `^${version}`,
    });
    expect(tools).toEqual({
      "@types/node": manifest.devDependencies["@types/node"],
      typescript: manifest.devDependencies.typescript,
    });
  });
});
