import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Principal } from "../../emulator/azure";
import { aadstsCode, askForToken, customerTenant, deployer, guest, guestAtHome, json, partnerTenant } from "./http";
import { claimsOf } from "./jwt";
import { anyText } from "./matchers";
import { shareEmulator } from "./running";
import { operationsOf, signInWith } from "./signIn";

const azureCliClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const guestPrincipal: Principal = {
  name: "megan_fabrikam.example#EXT#@contoso.example",
  kind: "user",
  objectId: guest.objectId,
  home: guestAtHome,
};

describe("users", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(() => {
    reset();
    running().addPrincipal(customerTenant, guestPrincipal);
  });
  afterAll(stop);

  describe("refresh token grant", () => {
    function ask(refreshToken: string, changes: Record<string, string> = {}, tenant: string = partnerTenant) {
      const fields = {
        grant_type: "refresh_token",
        client_id: azureCliClientId,
        client_secret: undefined,
        refresh_token: refreshToken,
        scope: `${running().url}/.default offline_access openid profile`,
        ...changes,
      };
      return askForToken(running(), fields, { tenant });
    }

    const claims = (answer: { text: string }) =>
      claimsOf((JSON.parse(answer.text) as { access_token: string }).access_token);

    it("gives a user a token, and another refresh token", async () => {
      const refreshToken = running().issueRefreshToken(guestAtHome);
      const answer = await ask(refreshToken);
      expect(json(answer)).toMatchObject({ token_type: "Bearer", refresh_token: anyText, foci: "1" });
      expect(claims(answer)).toMatchObject({
        oid: guestAtHome.objectId,
        tid: partnerTenant,
        appid: azureCliClientId,
        idtyp: "user",
        scp: "user_impersonation",
        aud: running().url,
      });
      const { refresh_token: next } = json(answer) as { refresh_token: string };
      expect(next).not.toBe(refreshToken);
      expect((await ask(next)).status).toBe(200);
      expect(running().requests()[0]).toMatchObject({ operation: "entra.token", objectId: guestAtHome.objectId });
      expect(JSON.stringify(running().requests())).not.toContain(refreshToken);
    });

    it("is the guest in another tenant, and at home where no tenant is named", async () => {
      const refreshToken = running().issueRefreshToken(guest);
      expect(claims(await ask(refreshToken, {}, customerTenant))).toMatchObject({ oid: guest.objectId });
      expect(claims(await ask(refreshToken, {}, "organizations"))).toMatchObject({ oid: guestAtHome.objectId });
    });

    it("takes the scope of a permission", async () => {
      const scope = `openid ${running().url}/user_impersonation`;
      expect(claims(await ask(running().issueRefreshToken(guest), { scope }))).toMatchObject({ aud: running().url });
    });

    it.each<[string, Partial<Principal>, number, string | undefined]>([
      ["wants a second factor", { mfaRequired: true }, 50076, "basic_action"],
      ["has not consented", { consentRequired: true }, 65001, "consent_required"],
      ["has blocked the user", { disabled: true }, 50057, undefined],
    ])("is refused where the tenant %s, and only there", async (_, flag, code, suberror) => {
      running().addPrincipal(customerTenant, { ...guestPrincipal, ...flag });
      const refreshToken = running().issueRefreshToken(guestAtHome);
      const answer = await ask(refreshToken, {}, customerTenant);
      expect(answer.status).toBe(400);
      expect(json(answer)).toMatchObject({ error: "invalid_grant", error_codes: [code] });
      expect((json(answer) as { suberror?: string }).suberror).toBe(suberror);
      expect((await ask(refreshToken)).status).toBe(200);
    });

    it("is refused in a tenant in which the user has no account", async () => {
      running().removePrincipal(customerTenant, guest.objectId);
      const answer = await ask(running().issueRefreshToken(guestAtHome), {}, customerTenant);
      expect(json(answer)).toMatchObject({ error: "invalid_grant", error_codes: [50020] });
      expect(answer.text).toContain("megan@fabrikam.example");
    });

    it("is refused with an unknown token, and after the user is deleted", async () => {
      expect(aadstsCode(await ask("canary-refresh-token"))).toBe(700082);
      const user = { name: "leaver@fabrikam.example", kind: "user", objectId: customerTenant } as const;
      running().addPrincipal(partnerTenant, user);
      const refreshToken = running().issueRefreshToken({ tenantId: partnerTenant, objectId: user.objectId });
      running().removePrincipal(partnerTenant, user.objectId);
      const answer = await ask(refreshToken);
      expect(aadstsCode(answer)).toBe(500341);
      expect(answer.text).not.toContain(refreshToken);
    });

    it("is refused without a scope of a resource", async () => {
      const answer = await ask(running().issueRefreshToken(guestAtHome), { scope: "openid profile" });
      expect(aadstsCode(answer)).toBe(70011);
    });

    it("is nothing for an application", () => {
      expect(() => running().issueRefreshToken(deployer)).toThrow("contoso-deploy (servicePrincipal) is no user");
    });
  });

  describe("az", () => {
    const environmentOf = (identity: { tenantId: string; objectId: string }) =>
      running().environmentFor(identity, { method: "azureCli" });

    async function az(environment: Readonly<Record<string, string>>, ...args: string[]) {
      const [folder = ""] = (environment["PATH"] ?? "").split(":");
      const file = join(folder, "az");
      return promisify(execFile)(file, args, { env: { ...environment } }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (failure: unknown) => {
          const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
          return { code, stdout, stderr };
        },
      );
    }

    const tokenArguments = (...more: string[]) => [
      "account",
      "get-access-token",
      "--output",
      "json",
      "--resource",
      running().url,
      ...more,
    ];

    it("prints a token of the signed-in user, as the real command does", async () => {
      const environment = environmentOf(guestAtHome);
      const { stdout, code } = await az(environment, ...tokenArguments());
      expect(code).toBe(0);
      const printed = JSON.parse(stdout) as Record<string, unknown>;
      expect(Object.keys(printed)).toEqual([
        "accessToken",
        "expiresOn",
        "expires_on",
        "subscription",
        "tenant",
        "tokenType",
      ]);
      const expiresOn = new Date(String(printed["expiresOn"]).replace(" ", "T")).getTime();
      expect(expiresOn).toBe(Number(printed["expires_on"]) * 1000);
      expect(printed).toMatchObject({ tenant: partnerTenant, tokenType: "Bearer" });
      expect(claimsOf(String(printed["accessToken"]))).toMatchObject({ oid: guestAtHome.objectId });
    });

    it("gives the token of another tenant, without a subscription", async () => {
      const { stdout } = await az(environmentOf(guestAtHome), ...tokenArguments("--tenant", customerTenant));
      const printed = JSON.parse(stdout) as Record<string, unknown>;
      expect(printed).toMatchObject({ tenant: customerTenant });
      expect(printed).not.toHaveProperty("subscription");
      expect(claimsOf(String(printed["accessToken"]))).toMatchObject({ oid: guest.objectId, tid: customerTenant });
    });

    it("prints how to sign in when no user has", async () => {
      const environment = { ...environmentOf(guestAtHome), AZURE_CONFIG_DIR: "" };
      expect(await az(environment, ...tokenArguments())).toEqual({
        code: 1,
        stdout: "",
        stderr: "ERROR: Please run 'az login' to setup account.\n",
      });
    });

    it("repeats what Entra says and what to do about it", async () => {
      running().addPrincipal(customerTenant, { ...guestPrincipal, mfaRequired: true });
      const { code, stderr } = await az(environmentOf(guestAtHome), ...tokenArguments("--tenant", customerTenant));
      expect(code).toBe(1);
      expect(stderr).toContain("ERROR: AADSTS50076: ");
      expect(stderr).toContain(
        `az logout\naz login --tenant "${customerTenant}" --scope "${running().url}/.default"\n`,
      );
    });

    it.each([
      [["login"], "knows one command: az account get-access-token"],
      [["account", "get-access-token", "--nonsense"], "Unknown option '--nonsense'"],
      [
        ["account", "get-access-token", "--tenant", "a", "--subscription", "b"],
        "Please specify only one of subscription and tenant, not both",
      ],
    ])("refuses %j", async (args, message) => {
      const { code, stderr } = await az(environmentOf(guestAtHome), ...args);
      expect(code).toBe(1);
      expect(stderr).toContain(message);
    });

    it("keeps the signed-in account where only the owner can read it", () => {
      const folder = String(environmentOf(guestAtHome)["AZURE_CONFIG_DIR"]);
      expect(statSync(folder).mode & 0o077).toBe(0);
      expect(folder.startsWith(join(running().caCertificatePath, ".."))).toBe(true);
    });

    it("is for users only", () => {
      expect(() => environmentOf(deployer)).toThrow("contoso-deploy (servicePrincipal) is no user");
    });
  });

  describe("AzureCliCredential", () => {
    const environment = () => running().environmentFor(guestAtHome, { method: "azureCli" });
    const signIn = (variables: Readonly<Record<string, string>>, options: object = {}) =>
      signInWith(running(), "AzureCliCredential", variables, options);

    it("signs in as another object of the same user in each tenant", async () => {
      expect(await signIn(environment())).toMatchObject({ claims: { oid: guestAtHome.objectId, tid: partnerTenant } });
      expect(await signIn(environment(), { tenantId: customerTenant })).toMatchObject({
        claims: { oid: guest.objectId, tid: customerTenant },
      });
      expect(operationsOf(running())).toEqual(["entra.token", "entra.token"]);
    });

    it("starts in the tenant of whom the variables are for", async () => {
      const variables = running().environmentFor(guest, { method: "azureCli" });
      expect(variables["ARM_TENANT_ID"]).toBe(customerTenant);
      expect(await signIn(variables)).toMatchObject({ claims: { oid: guest.objectId } });
    });

    it("asks for az login when no user has signed in", async () => {
      const { error } = await signIn({ ...environment(), AZURE_CONFIG_DIR: "" });
      expect(error).toMatchObject({ name: "CredentialUnavailableError" });
      expect(error?.message).toContain("Please run 'az login'");
    });

    it("hides the number of a refusal behind the same words, as with the real command", async () => {
      running().addPrincipal(customerTenant, { ...guestPrincipal, mfaRequired: true });
      const { error } = await signIn(environment(), { tenantId: customerTenant });
      expect(error?.message).toContain("Please run 'az login'");
      expect(error?.message).not.toContain("AADSTS");
    });

    it("is part of DefaultAzureCredential", async () => {
      const variables = { ...environment(), AZURE_TOKEN_CREDENTIALS: "AzureCliCredential" };
      const result = await signInWith(running(), "DefaultAzureCredential", variables, { tenantId: customerTenant });
      expect(result).toMatchObject({ claims: { oid: guest.objectId } });
    });
  });
});
