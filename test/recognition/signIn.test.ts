import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientCertificate, type SignInMethod } from "../../emulator/azure";
import { textLike } from "../emulator/matchers";
import { getTenants, type Recognition } from "../../provider/recognition";
import { secret } from "./people";
import { assign, contributorOnProduction, inBoth } from "./situations/assignments";
import { customerTenantId, development, me, on, production, roles } from "./situations/estate";
import type { Kind } from "./situations/situation";
import { openStage } from "./stage";

/** What a verdict rests on, whoever signs in. */
function judgement({ link, subscriptions, assignments, verdict }: Recognition) {
  const { linked, partnerId } = link;
  const reasons = verdict.reasons.map(({ id, subscriptionId }) => [id, subscriptionId]);
  const shown = assignments.map(({ scope, roleName, via, counts }) => [scope, roleName, via, counts]);
  return { linked, partnerId, status: verdict.status, reasons, assignments: shown, subscriptions };
}

describe("checkRecognition, by every way to sign in", () => {
  const { emulator, reset, setLink, check, start, stop } = openStage();
  const folder = mkdtempSync(join(tmpdir(), "recognition-"));
  const variables = { certificate: {}, none: {} };
  beforeAll(start);
  beforeAll(async () => {
    const { certificate, pem } = await createClientCertificate("recognition");
    const path = join(folder, "certificate.pem");
    writeFileSync(path, pem);
    reset("servicePrincipal");
    emulator().addCertificate(me.tenantId, me.objectId, certificate);
    variables.certificate = { ARM_CLIENT_CERTIFICATE_PATH: path };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await stop();
  });

  it.each<[string, Kind, SignInMethod, keyof typeof variables]>([
    ["client secret", "servicePrincipal", "clientSecret", "none"],
    ["certificate", "servicePrincipal", "clientSecret", "certificate"],
    ["OpenID Connect", "servicePrincipal", "githubActions", "none"],
    ["managed identity", "managedIdentity", "managedIdentity", "none"],
    ["Azure CLI", "user", "azureCli", "none"],
  ])("gives the same verdict, without a secret: %s", async (_, kind, method, more) => {
    reset(kind, method);
    Object.assign(process.env, variables[more]);
    emulator().setAccess(inBoth(contributorOnProduction, assign(roles.reader, on(development))));
    setLink();
    const result = await check();
    expect(judgement(result)).toMatchObject({
      linked: "yes",
      status: "partly",
      reasons: [["onlyRolesThatDoNotCount", development.subscriptionId]],
      assignments: [
        [on(production), "Contributor", "direct", "counts"],
        [on(development), "Reader", "direct", "doesNotCount"],
      ],
      subscriptions: [
        { displayName: "Production", role: "yes", usage: { known: "yes", source: "resources" } },
        { displayName: "Development", role: "no", usage: { known: "yes", source: "resources" } },
      ],
    });
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`${secret}|eyJ`));
    expect(
      emulator()
        .requests()
        .map(({ status }) => status),
    ).not.toContain(401);
  });
});

describe("getTenants", () => {
  const { emulator, reset, start, stop } = openStage();
  beforeAll(start);
  afterAll(stop);

  it("names the directories of a guest", async () => {
    reset("guest");
    expect(await getTenants()).toEqual([
      { tenantId: me.tenantId, displayName: "Contoso", defaultDomain: "contoso.example", tenantCategory: "Home" },
      {
        tenantId: customerTenantId,
        displayName: "Fabrikam",
        defaultDomain: "fabrikam.example",
        tenantCategory: "ProjectedBy",
      },
    ]);
  });

  it("does without names where Azure gives none", async () => {
    reset("servicePrincipal");
    emulator().setBehaviour({ tenantNames: "absent" });
    expect(await getTenants()).toEqual([{ tenantId: me.tenantId, tenantCategory: "Home" }]);
  });

  it("fails with the reason of the service", async () => {
    reset("servicePrincipal");
    const effect = { kind: "status", status: 403, code: "AuthorizationFailed", message: "No." } as const;
    emulator().addFault({ operation: "tenants.list", effect });
    await expect(getTenants()).rejects.toMatchObject({
      code: "PAL_SERVICE_FAILED",
      message: textLike(
        /^cannot list the directories of service principal .*: AuthorizationFailed: No \(HTTP 403, request id .*\)/,
      ),
    });
  });
});
