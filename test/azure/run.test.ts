import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Behaviour } from "../../emulator/azure";
import { exitCodes, runAcceptance } from "./run";
import { app, clientId, ids, notingHost, on, openStage, own, roles, rolesAt, secret } from "./stage";

describe("runAcceptance", () => {
  const { emulator, reset, start, stop } = openStage();
  let folder: string;
  beforeAll(start);
  beforeEach(() => {
    reset();
    folder = mkdtempSync(join(tmpdir(), "partner-admin-link-azure-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(stop);

  async function run(variables: Readonly<Record<string, string>>) {
    Object.assign(process.env, variables);
    const host = notingHost();
    const exitCode = await runAcceptance(host, folder);
    return { exitCode, printed: host.printed() };
  }

  /** On the small engine, whatever is on PATH. */
  function asApp(): Record<string, string> {
    const folders = (process.env["PATH"] ?? "").split(delimiter);
    return {
      ...emulator().environmentFor(app),
      PATH: folders.filter((one) => !existsSync(join(one, "pulumi"))).join(delimiter),
      PAL_AZURE: "1",
      PAL_AZURE_PARTNER_ID: ids.partner,
    };
  }

  function recording() {
    return JSON.parse(readFileSync(join(folder, "recording.json"), "utf8")) as { behaviour: Partial<Behaviour> };
  }

  /** A host that does something once a text is printed. */
  function hostThat(acts: () => void, printed: string): ReturnType<typeof notingHost> {
    const host = notingHost();
    const print = (text: string): void => {
      host.print(text);
      if (text === printed) acts();
    };
    return { ...host, print };
  }

  it("does nothing unless it is switched on, and says so", async () => {
    const { exitCode, printed } = await run({ ...asApp(), PAL_AZURE: "" });
    expect(exitCode).toBe(exitCodes.passed);
    expect(printed).toMatch(/^Skipped: PAL_AZURE is not 1/);
    expect(emulator().requests()).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      "everything",
      {},
      [
        "PAL_AZURE_PARTNER_ID is missing",
        "no sign-in is configured: set one or more of ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH, ARM_USE_OIDC=true, ARM_USE_MSI=true and ARM_USE_CLI=true",
      ],
    ],
    [
      "the application",
      { PAL_AZURE_PARTNER_ID: "123456", ARM_CLIENT_SECRET: secret, ARM_USE_OIDC: "true" },
      [
        "ARM_TENANT_ID is missing: client secret, OpenID Connect need it",
        "ARM_CLIENT_ID is missing: client secret, OpenID Connect need it",
        "OpenID Connect needs one of ARM_OIDC_TOKEN, ARM_OIDC_TOKEN_FILE_PATH, or ARM_OIDC_REQUEST_URL with ARM_OIDC_REQUEST_TOKEN (GitHub Actions sets its own with permission id-token: write)",
      ],
    ],
    [
      "the tenant, and what is of the wrong form",
      {
        PAL_AZURE_PARTNER_ID: "123456",
        PAL_AZURE_SECOND_PARTNER_ID: "123456",
        PAL_AZURE_GLOBAL_PARTNER_ID: "12a",
        PAL_AZURE_P2: "yes",
        PAL_AZURE_DELEGATED_TENANT_ID: app.tenantId,
        ARM_CLIENT_CERTIFICATE_PATH: "certificate.pem",
        ARM_CLIENT_ID: clientId,
      },
      [
        "PAL_AZURE_GLOBAL_PARTNER_ID must be digits",
        "PAL_AZURE_P2 must be true or false",
        "PAL_AZURE_SECOND_PARTNER_ID must differ from PAL_AZURE_PARTNER_ID",
        "ARM_TENANT_ID is missing: certificate needs it",
        "ARM_USE_CLI must be true where PAL_AZURE_DELEGATED_TENANT_ID is set",
      ],
    ],
  ])("names the variables that are missing or wrong: %s", async (_, variables, problems) => {
    const { exitCode, printed } = await run({ PAL_AZURE: "1", ...variables });
    expect(exitCode).toBe(exitCodes.misconfigured);
    expect(printed.split("\nVariables")[0]).toBe(["Not started:", ...problems].join("\n  "));
    expect(emulator().requests()).toEqual([]);
  });

  it("plays the life of a link and records what the service does, without anybody's data", async () => {
    const behaviour = {
      updateSamePartner: "newVersion",
      deleteOtherPartner: "200 deleted",
      asTarget: "answers",
    } as const;
    emulator().setBehaviour({ ...behaviour, asTargetForServicePrincipals: "silent" });
    emulator().setAccess(rolesAt(on(own), app, roles.reader));
    const more = {
      PAL_AZURE_SECOND_PARTNER_ID: ids.other,
      PAL_AZURE_GLOBAL_PARTNER_ID: "123455",
      PAL_AZURE_P2: "true",
    };
    const { exitCode, printed } = await run({ ...asApp(), ...more });
    expect(printed).toMatch(
      /client secret\n  on the small engine .*\n(  ok  .*\n){6}  probes undocumented behaviour\n[^]*deleteOtherPartner +200 deleted\n[^]*asTargetForServicePrincipals +silent\n/,
    );
    expect(exitCode).toBe(exitCodes.passed);
    expect(emulator().link(app.tenantId, app.objectId)).toMatchObject({ state: "Deleted" });
    const found = recording().behaviour;
    expect(found).toMatchObject({ updateSamePartner: "newVersion", asTargetForServicePrincipals: "silent" });
    expect({ ...emulator().behaviour, ...found }).toEqual(emulator().behaviour);
    const private_ = [
      ...Object.values(app),
      clientId,
      secret,
      own.subscriptionId,
      "eyJ",
      "Fabrikam",
      "Northwind",
      "Contoso",
    ];
    for (const text of [printed, readFileSync(join(folder, "recording.json"), "utf8")]) {
      expect(private_.filter((one) => text.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
      expect(text).not.toMatch(/123456|654321|123455/);
    }
  });

  it.each(["refresh reads it as declared", "preview reports the link to another partner"])(
    "leaves alone the link that another partner makes after: %s",
    async (title) => {
      Object.assign(process.env, asApp(), { PAL_AZURE_SECOND_PARTNER_ID: ids.other });
      const host = hostThat(() => emulator().setLink(app.tenantId, app.objectId, "222222"), `  ok  ${title}\n`);
      expect(await runAcceptance(host, folder)).toBe(exitCodes.failed);
      expect(emulator().link(app.tenantId, app.objectId)).toMatchObject({ partnerId: "222222", state: "Active" });
      expect(host.printed()).toMatch(/failed: the acceptance did not create this link/);
    },
  );

  it("hands no secret to the Pulumi CLI by its command line", async () => {
    const [command, log] = [join(folder, "pulumi"), join(folder, "commands")];
    writeFileSync(command, `#!/bin/sh\necho "$@" >> '${log}'\nif [ "$1" = version ]; then echo v3.260.0; fi\n`);
    chmodSync(command, 0o755);
    await run({ ...asApp(), PATH: folder });
    expect(readFileSync(log, "utf8")).toMatch(/^up /m);
    expect(readFileSync(log, "utf8")).not.toContain(secret);
  });

  it("fails where a step of the life does, and still asks the service", async () => {
    const effect = { kind: "status", status: 403, code: "Forbidden", message: "Not here." } as const;
    emulator().addFault({ operation: "partner.create", calls: { from: 1 }, effect });
    const { exitCode, printed } = await run(asApp());
    expect(exitCode).toBe(exitCodes.failed);
    expect(printed).toMatch(
      /NOT ok  up creates the link: exit code 1; linked to none instead of <partner>\n[^]*Forbidden: Not here/,
    );
    expect(printed).toMatch(
      /partnerName +not determined: the probe failed: the partner ID cannot be linked: 403 Forbidden\n/,
    );
  });
});
