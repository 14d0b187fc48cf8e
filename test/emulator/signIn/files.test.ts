import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Application } from "./applications";
import { expectRefused, type Refused } from "./expectRefused";
import type { SignInRequest } from "./openProvider";
import { shareSignIn } from "./shareSignIn";
import { asBlock, asEnvironment, type Values } from "./sources";

const application = ({ tenantId, clientId }: Application): Values => ({ tenantId, clientId });

describe("signIn, from files that are not as they should be", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const inFolder = (name: string): string => join(applications().folder, name);

  async function expectFailure(request: SignInRequest, expected: Refused): Promise<void> {
    expectRefused(await signIn(request), request, expected);
    expect(
      running()
        .requests()
        .map(({ operation }) => operation),
    ).not.toContain("entra.token");
  }

  describe("by certificate", () => {
    it.each<[string, (who: Application) => Values, string]>([
      ["is not there", () => ({ clientCertificatePath: inFolder("nowhere") }), "there is no such file"],
      ["is a folder", () => ({ clientCertificatePath: applications().folder }), "it is not a regular file"],
      ["has no key", ({ files }) => ({ clientCertificatePath: files.pemWithoutKey }), "it holds no private key"],
      ["has a key alone", ({ files }) => ({ clientCertificatePath: files.pemWithoutCertificate }), "no certificate"],
      ["is no certificate", ({ files }) => ({ clientCertificatePath: files.idToken }), "neither PEM nor a PFX"],
      ["is a PFX without key", ({ files, password }) => keyless(files.keylessPfx, password), "holds no RSA key"],
    ])("names a file that %s", async (_, values, why) => {
      const given = values(applications().contoso);
      const says = [
        "certificate file",
        String(given.clientCertificatePath),
        "(clientCertificatePath; from ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_CERTIFICATE_PATH)",
        why,
      ];
      const request = { environment: asEnvironment({ ...application(applications().contoso), ...given }) };
      await expectFailure(request, { code: "PAL_CONFIG_INVALID", says });
    });

    const keyless = (clientCertificatePath: string, clientCertificatePassword: string): Values => ({
      clientCertificatePath,
      clientCertificatePassword,
    });

    it.each(["pemEncrypted", "pemEncryptedTraditionally", "legacyPfx", "modernPfx"] as const)(
      "names the password when it does not open %s",
      async (kind) => {
        const { contoso, fabrikam } = applications();
        const values = { ...application(contoso), clientCertificatePath: contoso.files[kind] };
        const wrong = { block: asBlock({ ...values, clientCertificatePassword: fabrikam.password }) };
        const says = [contoso.files[kind], "clientCertificatePassword"];
        await expectFailure(wrong, { code: "PAL_CONFIG_INVALID", says: [...says, "does not open"] });
        await expectFailure({ block: asBlock(values) }, { code: "PAL_CONFIG_INVALID", says });
      },
    );
  });

  describe("by ID token file", () => {
    const asking = (): SignInRequest => {
      const oidcTokenFilePath = inFolder("id-token");
      const values = { ...application(applications().contoso), useOidc: "true", oidcTokenFilePath };
      return { environment: asEnvironment(values) };
    };

    it.each<[string, () => void, string]>([
      ["is not there", () => undefined, "there is no such file"],
      ["is a folder", () => mkdirSync(inFolder("id-token")), "it is not a regular file"],
      ["is empty", () => writeFileSync(inFolder("id-token"), " \r\n"), "is empty"],
    ])("names a file that %s", async (_, make, why) => {
      rmSync(inFolder("id-token"), { recursive: true, force: true });
      make();
      const says = ["ID token file", inFolder("id-token"), "ARM_OIDC_TOKEN_FILE_PATH", why];
      await expectFailure(asking(), { code: "PAL_CONFIG_INVALID", says });
    });

    it("reads the file again each time it signs in, within one run", async () => {
      const { contoso, fabrikam } = applications();
      rmSync(inFolder("id-token"), { recursive: true, force: true });
      writeFileSync(inFolder("id-token"), fabrikam.idToken);
      expect((await signIn(asking())).errors).toMatchObject([{ serviceCode: "700213" }]);
      writeFileSync(inFolder("id-token"), contoso.idToken);
      const { tenantId, objectId } = contoso;
      expect(await signIn({ ...asking(), sameRun: true })).toEqual({
        identities: [{ tenantId, objectId }],
        errors: [],
      });
    });
  });
});

describe("signIn, with tokens that end soon", () => {
  const { applications, signIn, start, reset, stop } = shareSignIn({ tokenLifetimeSeconds: 60 });
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it("reads the ID token's file for each of them", async () => {
    const { contoso, fabrikam, folder } = applications();
    const oidcTokenFilePath = join(folder, "rotated");
    const values = { ...application(contoso), useOidc: "true", oidcTokenFilePath };
    const request = { environment: asEnvironment(values), sameRun: true };
    writeFileSync(oidcTokenFilePath, contoso.idToken);
    expect((await signIn(request)).errors).toEqual([]);
    writeFileSync(oidcTokenFilePath, fabrikam.idToken);
    expect((await signIn(request)).errors).toMatchObject([{ serviceCode: "700213" }]);
    writeFileSync(oidcTokenFilePath, contoso.idToken);
    expect((await signIn(request)).errors).toEqual([]);
  });
});
