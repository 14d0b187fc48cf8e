import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";
import * as typescript from "typescript";
import { fencesOf, pages } from "../support/markdown";
import { repository, tarballOf, temporaryFolder, unpack } from "../support/tarballs";

/** Old enough for every resolver and compiler below: no inline `type` modifiers, no `satisfies`. */
const consumer = `
import * as pulumi from "@pulumi/pulumi";
import { getPartnerAdminLink, getPartnerAdminLinkOutput, PartnerAdminLink } from "pulumi-partner-admin-link";
import { checkRecognition, findListedRole, getTenants, ListedRole, Recognition } from "pulumi-partner-admin-link/recognition";
import { provider } from "pulumi-partner-admin-link/runtime";

const link = new PartnerAdminLink("link", {
  partnerId: pulumi.output("123456"),
  credential: { tenantId: "t", clientId: "c", clientSecret: pulumi.secret("s") },
  expect: { partnerName: "Contoso" },
  overwrite: true,
  driftCheck: "bestEffort",
  onDelete: "retain",
}, { protect: true });
const found = PartnerAdminLink.get("found", link.id);
export const version: pulumi.Output<number | undefined> = link.version;
export const adopted: pulumi.Output<boolean> = found.adopted;
export const known = getPartnerAdminLink().then(result => result && result.partnerName);
export const later: pulumi.Output<string | undefined> = getPartnerAdminLinkOutput().apply(result => result && result.partnerId);
export const reasons = checkRecognition({ credential: { useMsi: true }, partnerId: "123456", usage: "cost" })
  .then((result: Recognition) => result.verdict.reasons.map(reason => reason.id === "notLinked" ? reason.remedy : reason.text));
export const names = getTenants().then(tenants => tenants.map(tenant => tenant.displayName || tenant.tenantId));
const role: ListedRole | undefined = findListedRole("acdd72a7-3385-48ef-bd42-f606fba81ae7");
export const counts: boolean | undefined = role && role.counts;
export const runtime: pulumi.dynamic.ResourceProvider = provider;
`;

/** One mistake a line, after the import; a compiler that found no types would report none of them. */
const mistakes = [
  `import { getPartnerAdminLink, PartnerAdminLink } from "pulumi-partner-admin-link"; import { checkRecognition } from "pulumi-partner-admin-link/recognition";`,
  `new PartnerAdminLink("no partner", {});`,
  `new PartnerAdminLink("a number", { partnerId: 123456 });`,
  `new PartnerAdminLink("misspelt argument", { partnerId: "123456", expct: { partnerName: "Contoso" } });`,
  `new PartnerAdminLink("misspelt expectation", { partnerId: "123456", expect: { partner: "Contoso" } });`,
  `new PartnerAdminLink("misspelt credential", { partnerId: "123456", credential: { clientID: "c" } });`,
  `new PartnerAdminLink("wrong credential", { partnerId: "123456", credential: { useMsi: "sometimes", clientId: 5 } });`,
  `new PartnerAdminLink("no such choice", { partnerId: "123456", onDelete: "keep" });`,
  `new PartnerAdminLink("no such output", { partnerId: "123456" }).partnerNumber;`,
  `getPartnerAdminLink({ partnerId: "123456" });`,
  `checkRecognition({ usage: "all" }).then((result) => result.verdict.reasons);`,
  `checkRecognition().then((result) => result.verdict.status === "fine");`,
];

/** What the programs of the pages leave out: they go on from the one before, or from what the reader has. */
const given = `
declare const PartnerAdminLink: typeof import("pulumi-partner-admin-link").PartnerAdminLink;
declare const customers: { name: string; tenantId: string; clientId: string }[];
declare const config: import("@pulumi/pulumi").Config;
`;

/** The same for the pages' programs that use the emulator or other packages. */
const givenToTests = `
declare const emulator: import("partner-admin-link-emulator").Emulator;
declare const createClientCertificate: typeof import("partner-admin-link-emulator").createClientCertificate;
declare const identity: { tenantId: string; objectId: string };
declare const [tenantId, clientId, objectId, subscriptionId]: string[];
declare const [groupId, auditorId, managedByTenantId, managerId]: string[];
`;

const plainPackages = ["@pulumi/pulumi", "pulumi-partner-admin-link"];

interface PageProgram {
  /** Name of its file, after the place where it stands. */
  readonly name: string;
  readonly text: string;
  /** Whether every compiler can be given it: it waits for nothing at its top, and needs no other package. */
  readonly isPlain: boolean;
}

/** Packages that a program of a page imports. */
function importedBy(text: string): string[] {
  return [...text.matchAll(/(?:from|import) "((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name = ""]) => name);
}

/** The programs that the pages show, each as a module of its own. */
const programs: readonly PageProgram[] = pages
  .flatMap(fencesOf)
  .filter(({ language }) => language === "ts")
  .map(({ place, text }) => {
    const isOfEmulator =
      place.startsWith("emulator/") || importedBy(text).some((name) => !plainPackages.includes(name));
    return {
      name: place.replaceAll(/\W/g, "_"),
      text: `${text}\nexport {};\n`,
      isPlain: !isOfEmulator && !/^(?!\s).*\bawait /m.test(text),
    };
  });

interface CompilerCase {
  readonly title: string;
  /** Module that holds the compiler, or a version of it that this repository does not have. */
  readonly compiler: string;
  readonly extension: "ts" | "mts";
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether it is also given the programs that not every compiler can be given. */
  readonly others?: boolean;
}

const current = { compiler: "typescript", extension: "ts" } as const;

const compilers: readonly CompilerCase[] = [
  {
    ...current,
    title: "node16",
    options: { module: "node16", moduleResolution: "node16", exactOptionalPropertyTypes: true },
  },
  {
    ...current,
    title: "node16 from an ES module",
    extension: "mts",
    options: { module: "node16", moduleResolution: "node16" },
  },
  { ...current, title: "nodenext", options: { module: "nodenext", moduleResolution: "nodenext" } },
  {
    ...current,
    title: "bundler, with the programs that use other packages or wait at their top",
    options: { module: "esnext", moduleResolution: "bundler", types: ["node"] },
    others: true,
  },
  {
    ...current,
    title: "node10",
    options: { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
  },
  {
    title: "TypeScript 5.9",
    compiler: "typescript@~5.9.3",
    extension: "ts",
    options: { module: "node16", moduleResolution: "node16" },
  },
  {
    title: "the compiler inside the Pulumi SDK",
    compiler: "@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js",
    extension: "ts",
    options: { module: "commonjs", moduleResolution: "node" },
  },
];

/** The programs of the pages that a compiler is given, and what they leave out. */
function shownTo({ others = false }: CompilerCase): string[] {
  const shown = programs.filter(({ isPlain }) => isPlain || others).map(({ name }) => name);
  return ["given.d.ts", ...(others ? ["givenToTests.d.ts"] : []), ...shown];
}

describe("the published types", () => {
  let project = "";
  let removeFolder: () => Promise<void>;

  /** Where the compiler is loaded from. */
  function compilerOf(name: string): string {
    return name.startsWith("typescript@") ? join(project, "..", name, "node_modules/typescript") : name;
  }

  beforeAll(async () => {
    const temporary = await temporaryFolder();
    removeFolder = temporary.remove;
    for (const { compiler } of compilers.filter(({ compiler }) => compiler.startsWith("typescript@"))) {
      const options = ["--no-audit", "--no-fund", "--prefer-offline", "--prefix", join(temporary.path, compiler)];
      await promisify(execFile)("npm", ["install", ...options, compiler]);
    }
    project = join(temporary.path, "consumer");
    const modules = join(project, "node_modules");
    await unpack(await tarballOf(repository, temporary.path), join(modules, "pulumi-partner-admin-link"));
    const others = programs.flatMap(({ text }) => importedBy(text)).filter((name) => !plainPackages.includes(name));
    for (const name of new Set(["@pulumi/pulumi", "@types/node", "partner-admin-link-emulator", ...others])) {
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
    }
    await writeFile(join(project, "given.d.ts"), given);
    await writeFile(join(project, "givenToTests.d.ts"), givenToTests);
    for (const extension of ["ts", "mts"]) {
      await writeFile(join(project, `consumer.${extension}`), consumer);
      await writeFile(join(project, `mistakes.${extension}`), mistakes.join("\n"));
      for (const { name, text } of programs) await writeFile(join(project, `${name}.${extension}`), text);
    }
  });

  afterAll(() => removeFolder());

  /** Errors of the files given and of this package, as `file:line: message`; other packages answer for their own declarations. */
  function compile(names: readonly string[], { compiler, extension, options }: CompilerCase): string[] {
    const ts = jest.requireActual<typeof typescript>(compilerOf(compiler));
    const base = { target: "es2020", strict: true, noEmit: true, types: [], lib: ["es2020"] };
    const parsed = ts.convertCompilerOptionsFromJson({ ...base, ...options }, project);
    expect(parsed.errors.map((error) => error.messageText)).toStrictEqual([]);
    const roots = names.map((name) => join(project, name.endsWith(".d.ts") ? name : `${name}.${extension}`));
    const program = ts.createProgram(roots, parsed.options);
    const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${project}/`));
    const found = own.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]);
    return [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...found].map(
      ({ file, start = 0, messageText }) => {
        const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
        const name = file?.fileName.slice(project.length + 1) ?? "";
        return `${name}:${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
      },
    );
  }

  it.each(compilers)(
    "compile a program that uses all of them and those of the pages, and show each mistake in another, with $title",
    (compilerCase) => {
      const shown = shownTo(compilerCase);
      expect(shown.length).toBeGreaterThanOrEqual(5);
      const errors = compile(["consumer", "mistakes", ...shown], compilerCase);
      const inMistakes = errors.filter((error) => error.startsWith("mistakes."));
      expect(errors.filter((error) => !inMistakes.includes(error))).toStrictEqual([]);
      const lines = mistakes.slice(1).map((_, index) => String(index + 2));
      expect([...new Set(inMistakes.map((error) => error.split(":")[1]))]).toStrictEqual(lines);
    },
  );

  it("import nothing but @pulumi/pulumi from the public declarations", async () => {
    const root = join(project, "node_modules/pulumi-partner-admin-link/dist");
    expect(
      await packagesImportedFrom(["", "recognition", "runtime"].map((folder) => join(root, folder, "index.d.ts"))),
    ).toStrictEqual(["@pulumi/pulumi"]);
  });
});

/** Names of the packages that declarations import, following their relative imports. */
async function packagesImportedFrom(entries: readonly string[]): Promise<string[]> {
  const packages = new Set<string>();
  const files = new Set(entries);
  for (const file of files) {
    const { importedFiles } = typescript.preProcessFile(await readFile(file, "utf8"));
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith("."))
        packages.add(
          fileName
            .split("/")
            .slice(0, fileName.startsWith("@") ? 2 : 1)
            .join("/"),
        );
      else files.add(declarationOf(resolve(dirname(file), fileName)));
    }
  }
  return [...packages].sort();
}

function declarationOf(module: string): string {
  const candidates = [`${module}.d.ts`, `${module}${sep}index.d.ts`];
  for (const candidate of candidates) {
    if (typescript.sys.fileExists(candidate)) return candidate;
  }
  throw new Error(`no declaration for ${module}`);
}
