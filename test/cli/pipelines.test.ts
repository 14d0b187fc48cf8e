import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directory, type Emulator, startEmulator } from "partner-admin-link-emulator";
import { findCli, runCommand } from "../../examples/cli/command";
import { backendDirectory, cliEnvironment } from "../../examples/cli/environment";
import { installPackages } from "../e2e/harness/onboarding";
import { type Cause, pipelineFolder, pipelines, runPipeline } from "../examples/pipelineFiles";
import { root } from "../examples/runBuilt";

const partnerId = "123456";
const otherPartner = "654321";
const tenantId = "11111111-1111-4111-8111-111111111111";
const objectId = "11111111-aaaa-4aaa-8aaa-000000000001";
const clientId = "11111111-cccc-4ccc-8ccc-000000000001";
const previewClientId = "11111111-cccc-4ccc-8ccc-000000000002";
const subscriptionId = "11111111-5555-4555-8555-000000000001";
const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";

/** Subjects of ID tokens, as docs/pipelines.md has them: of a pull request, and of the default branch. */
const subjects = {
  githubActions: {
    pullRequest: "repo:contoso/infrastructure:environment:pull-request",
    main: "repo:contoso/infrastructure:environment:production",
  },
  azurePipelines: {
    pullRequest: "/eid1/c/pub/t/tenant/a/application/sc/organization/connection-of-pull-requests",
    main: "/eid1/c/pub/t/tenant/a/application/sc/organization/connection",
  },
  gitlab: {
    pullRequest: "project_path:contoso/infrastructure:ref_type:branch:ref:feature",
    main: "project_path:contoso/infrastructure:ref_type:branch:ref:main",
  },
};
type Name = keyof typeof subjects;

const directory: Directory = {
  tenants: [
    {
      tenantId,
      name: "Contoso",
      domain: "contoso.example",
      principals: [
        {
          name: "contoso-deploy",
          kind: "servicePrincipal",
          objectId,
          clientId,
          federatedCredentials: Object.values(subjects).flatMap(({ pullRequest, main }) => [
            { subject: pullRequest },
            { subject: main },
          ]),
        },
        {
          name: "contoso-preview",
          kind: "servicePrincipal",
          objectId: "11111111-aaaa-4aaa-8aaa-000000000002",
          clientId: previewClientId,
          federatedCredentials: [{ subject: subjects.gitlab.pullRequest }],
        },
      ],
    },
  ],
  partners: [
    { partnerId, name: "Fabrikam Consulting", account: "location" },
    { partnerId: otherPartner, name: "Northwind Services", account: "location" },
  ],
  access: {
    subscriptions: [
      { subscriptionId, tenantId, name: "Contoso", resourceGroups: [{ name: "operations", resources: 2 }] },
    ],
    roleAssignments: [
      { scope: `/subscriptions/${subscriptionId}`, roleId: supportRequestContributor, tenantId, principalId: objectId },
    ],
  },
};

/** What a job of each engine has to sign in with, beside what its file sets. */
const signIns: Record<Name, (emulator: Emulator, subject: string) => Promise<Readonly<Record<string, string>>>> = {
  githubActions: (emulator, subject) =>
    Promise.resolve(emulator.environmentFor({ tenantId, objectId }, { method: "githubActions", subject })),
  azurePipelines: (emulator, subject) => {
    const all = emulator.environmentFor({ tenantId, objectId }, { method: "azurePipelines", subject });
    const { ARM_USE_OIDC: _use, ARM_TENANT_ID: _tenant, ARM_CLIENT_ID: _client, ...others } = all;
    return Promise.resolve(others);
  },
  gitlab: async (emulator, subject) => ({
    ...emulator.environment,
    ARM_USE_OIDC: "true",
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: clientId,
    ARM_OIDC_TOKEN: await emulator.issueOidcToken({ subject }),
  }),
};

/** A repository with the program of examples/githubActions, the pipelines' script and a stack that is configured. */
class Repository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-pipelines-")));

  constructor(private readonly emulator: Emulator) {}

  async prepare(): Promise<void> {
    const { folder } = this;
    for (const file of ["Pulumi.yaml", "index.ts"]) {
      cpSync(join(root, "examples/githubActions", file), join(folder, file));
    }
    writeFileSync(join(folder, "package.json"), '{ "name": "infrastructure", "private": true }');
    symlinkSync(pipelineFolder, join(folder, "pipelines"));
    installPackages(folder);
    const command = "pulumi-partner-admin-link";
    mkdirSync(join(folder, "node_modules/.bin"));
    symlinkSync(join(root, `bin/${command}.js`), join(folder, "node_modules/.bin", command));
    mkdirSync(backendDirectory(join(folder, "home")), { recursive: true });
    const { command: pulumi } = (await findCli()) ?? { command: "pulumi" };
    for (const line of ["stack init prod", `config set partnerId ${partnerId}`, `config set objectId ${objectId}`]) {
      const options = { cwd: folder, environment: this.environment({}) };
      const { exitCode, stderr } = await runCommand(pulumi, line.split(" "), options);
      if (exitCode !== 0) throw new Error(`pulumi ${line}: ${stderr}`);
    }
  }

  async run(
    name: Name,
    cause: Cause,
    subject = subjects[name][cause === "pullRequest" ? "pullRequest" : "main"],
    variables: Readonly<Record<string, string>> = {},
  ) {
    // Each job has a checkout of its own.
    for (const file of ["preview.json", "preview.md", "summary.md"]) rmSync(join(this.folder, file), { force: true });
    const environment = this.environment({ ...(await signIns[name](this.emulator, subject)), ...variables });
    return await runPipeline(pipelines[name], cause, this.folder, environment);
  }

  private environment(environment: Readonly<Record<string, string>>): Record<string, string> {
    return cliEnvironment({
      projectDirectory: this.folder,
      stackName: "prod",
      homeDirectory: join(this.folder, "home"),
      passphrase: "pipelines",
      environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...environment },
    });
  }
}

async function inRepository(play: (repository: Repository, emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ directory });
  const repository = new Repository(emulator);
  try {
    await repository.prepare();
    await play(repository, emulator);
  } finally {
    await emulator.close();
    rmSync(repository.folder, { recursive: true, force: true });
  }
}

const names = Object.keys(subjects) as Name[];

describe("examples/pipelines", () => {
  it.each(names)(
    "%s previews, updates and checks, its gate fails on drift, and another subject gets no token",
    async (name) => {
      await inRepository(async (repository, emulator) => {
        const preview = await repository.run(name, "pullRequest");
        expect(preview).toMatchObject({ exitCode: 0, summary: expect.stringContaining("| create |") as string });
        expect(emulator.links()).toEqual([]);

        const update = await repository.run(name, "push");
        expect(update).toMatchObject({ exitCode: 0, printed: expect.stringMatching(/expected/) as string });
        expect(emulator.link(tenantId, objectId)).toMatchObject({ partnerId, state: "Active" });

        const gate = await repository.run(name, "schedule");
        expect(gate).toMatchObject({ exitCode: 0, summary: "## Pulumi preview: no changes\n" });

        emulator.setLink(tenantId, objectId, otherPartner);
        const failed = await repository.run(name, "schedule");
        expect(failed).toMatchObject({ exitCode: 7, summary: expect.stringMatching(/PAL\\_DRIFT/) as string });
        expect(failed.printed).toContain("no changes were expected");

        const refused = await repository.run(name, "schedule", "of-another-job");
        expect(refused).toMatchObject({
          exitCode: 7,
          summary: expect.stringMatching(/AADSTS700213.*of-another-job/) as string,
        });
      });
    },
  );

  it("gitlab goes on with a warning where another application previews the link", async () => {
    await inRepository(async (repository) => {
      expect(await repository.run("gitlab", "push")).toMatchObject({ exitCode: 0 });
      const another = { ARM_CLIENT_ID: previewClientId };
      expect(await repository.run("gitlab", "pullRequest", undefined, another)).toMatchObject({
        exitCode: 0,
        summary: expect.stringMatching(/\*\*warning\*\* pipeline: .*PAL\\_NOT\\_VERIFIED/) as string,
      });
    });
  });
});
