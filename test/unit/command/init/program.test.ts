import { runInNewContext } from "node:vm";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { type Customer, isDeclared, resourceName } from "../../../../provider/command/customers/customer";
import { declaredCredential } from "../../../../provider/command/customers/rowSignIn";
import { customersText } from "../../../../provider/command/customers/customersText";
import { programText } from "../../../../provider/command/init/programText";
import { ownVersions, projectFiles } from "../../../../provider/command/init/projectFiles";
import manifest from "../../../../package.json";
import { clientId, declared, tenantId } from "../../fixtures";
import { customerWith } from "../customers/customerFixtures";

interface Setting {
  readonly file: string;
  readonly clientSecret?: string;
  readonly replace?: readonly string[];
}

interface Link {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const { outputText } = transpileModule(programText, {
  compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
});

/** Runs the program with stand-ins for Pulumi, the package and the file. */
function play({ file, clientSecret, replace }: Setting): Link[] {
  const links: Link[] = [];
  class Config {
    getSecret = () => clientSecret;
    getObject = () => replace;
  }
  function PartnerAdminLink(name: string, args: Link["args"]): void {
    links.push({ name, args });
  }
  const modules: Readonly<Record<string, unknown>> = {
    "node:fs": { readFileSync: () => file },
    "@pulumi/pulumi": { Config },
    "csv-parse/sync": jest.requireActual("csv-parse/sync"),
    "pulumi-partner-admin-link": { PartnerAdminLink },
  };
  runInNewContext(outputText, { exports: {}, require: (name: string) => modules[name] });
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
    { setting: { clientSecret: "not-a-secret" }, credential: { tenantId, clientId, clientSecret: "not-a-secret" } },
  ])("signs an application in with $setting", ({ setting, credential }) => {
    const application = customerWith({ identity: "servicePrincipal", clientId });
    expect(played([application], setting)[0]).toMatchObject({ name: resourceName(application), args: { credential } });
  });

  it("leaves out rows that wait for a decision or have a problem", () => {
    const left = [customerWith({ partnerId: "", linkedTo: "654321" }), customerWith({ problem: "no consent" })];
    expect(left.map(isDeclared)).toEqual([false, false]);
    expect(played(left)).toEqual([]);
  });

  it("replaces a link to another partner only in a directory that the config names", () => {
    const other = "aaaaaaaa-0000-4000-8000-00000000000a";
    const links = played([customerWith(), customerWith({ tenantId: other, domain: "b.example" })], {
      replace: [other],
    });
    expect(links.map(({ args }) => args["overwrite"])).toEqual([undefined, true]);
  });

  it("reads what a spreadsheet makes of the file", () => {
    const file = `\uFEFF${customersText([customerWith({ name: "Müller" })])
      .replaceAll(",", ";")
      .replaceAll("\n", "\r\n")}`;
    expect(play({ file }).map(({ name }) => name)).toEqual(["contoso.example"]);
  });

  it("names a directory whose identity it does not know", () => {
    const file = customersText([customerWith()]).replace("azureCli", "user");
    expect(() => play({ file })).toThrow(`customers.csv: ${tenantId}: identity is azureCli`);
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
