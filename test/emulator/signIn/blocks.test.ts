import { join } from "node:path";
import type { Identity } from "../../../emulator/azure";
import type { Application } from "./applications";
import { expectRefused, type Refused } from "./expectRefused";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { shareSignIn } from "./shareSignIn";
import { asConfig, asEnvironment, type Values } from "./sources";

type Block = (who: Application) => Readonly<Record<string, unknown>>;

const wrong = "not-a-secret, wrong";
const ids = ({ tenantId, clientId }: Application) => ({ tenantId, clientId });

describe("signIn, a credential block beside the settings of another identity", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** All that an application could be asked to sign in by, in stack config and in the environment. */
  function beside(who: Application): Required<Pick<SignInRequest, "config" | "environment">> {
    const { clientSecret, files, password, idToken, user } = who;
    const everything: Values = {
      ...ids(who),
      clientSecret,
      clientCertificatePath: files.legacyPfx,
      clientCertificatePassword: password,
      useOidc: "true",
      oidcToken: idToken,
      oidcTokenFilePath: files.idToken,
      useMsi: "true",
      useCli: "true",
    };
    const cli = running().environmentFor(user, { method: "azureCli" });
    return { config: asConfig(everything), environment: { ...cli, ...asEnvironment(everything) } };
  }

  const alone: Refused = { code: "PAL_CONFIG_INVALID", says: ["the credential block", "stands alone"] };

  it.each<[string, Block, Refused, readonly string[]]>([
    [
      "whose secret is wrong",
      (who) => ({ ...ids(who), clientSecret: wrong }),
      { code: "PAL_AUTH_FAILED", number: "7000215", says: ["by client secret (from credential.tenantId"] },
      ["entra.token"],
    ],
    [
      "whose certificate is not there",
      (who) => ({ ...ids(who), clientCertificatePath: join(applications().folder, "nowhere") }),
      { code: "PAL_CONFIG_INVALID", says: ["certificate file", "there is no such file"] },
      [],
    ],
    [
      "whose certificate needs a password",
      (who) => ({ ...ids(who), clientCertificatePath: who.files.legacyPfx }),
      { code: "PAL_CONFIG_INVALID", says: ["clientCertificatePassword is not set"] },
      [],
    ],
    [
      "whose key needs a password",
      (who) => ({ ...ids(who), clientCertificatePath: who.files.pemEncrypted }),
      { code: "PAL_CONFIG_INVALID", says: ["clientCertificatePassword is not set"] },
      [],
    ],
    [
      "whose ID token is another's",
      (who) => ({ ...ids(who), oidcToken: applications().fabrikam.idToken }),
      { code: "PAL_AUTH_FAILED", number: "700213", says: ["by OpenID Connect (from credential.tenantId"] },
      ["entra.token"],
    ],
    [
      "that asks for OpenID Connect and has no token",
      (who) => ({ ...ids(who), useOidc: true }),
      { code: "PAL_CONFIG_INVALID", says: ["credential.useOidc", "no ID token"] },
      [],
    ],
    ["without anything to sign in with", ids, alone, []],
    ["without a tenant", ({ clientId, clientSecret }) => ({ clientId, clientSecret }), alone, []],
    ["without an application", ({ tenantId, clientSecret }) => ({ tenantId, clientSecret }), alone, []],
  ])("fails %s, whichever of the same identity's are good", async (_, block, expected, requests) => {
    const { contoso, fabrikam } = applications();
    for (const other of [contoso, fabrikam]) {
      running().clearRequests();
      const request = { block: block(contoso), ...beside(other) };
      expectRefused(await signIn(request), request, expected);
      expect(requestsThatCount(running())).toEqual(requests);
    }
  });

  it.each<[string, Block, (who: Application) => Identity]>([
    ["useMsi is the machine's own identity", () => ({ useMsi: true }), ({ machine }) => machine],
    ["useCli is who is logged in, at home", () => ({ useCli: true }), () => applications().fabrikam.user],
    [
      "useDefaultAzureCredential is whom its clientId names",
      () => ({ useDefaultAzureCredential: true, clientId: applications().fabrikam.machine.clientId }),
      () => applications().fabrikam.machine,
    ],
  ])("of %s, not the configured application", async (_, block, identity) => {
    const { contoso, fabrikam } = applications();
    const { config, environment } = beside(fabrikam);
    const ofTheSdk = { AZURE_CLIENT_ID: contoso.machine.clientId };
    const whole = { ...running().environment, ...environment, ...ofTheSdk };
    const request = { block: block(contoso), config, environment: whole };
    const { tenantId, objectId } = identity(contoso);
    expect(await signIn(request)).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
  });

  it("refuses useMsi where the SDK would take a pod's workload identity instead", async () => {
    const { contoso, fabrikam } = applications();
    const AZURE_FEDERATED_TOKEN_FILE = contoso.files.idToken;
    const pod = { AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID: contoso.tenantId, AZURE_CLIENT_ID: contoso.clientId };
    for (const block of [{ useMsi: true }, { useMsi: true, clientId: fabrikam.machine.clientId }]) {
      const request = { block, environment: pod };
      const says = [
        "a managed identity is requested (credential.useMsi",
        "AZURE_FEDERATED_TOKEN_FILE",
        "workload identity",
      ];
      expectRefused(await signIn(request), request, { code: "PAL_CONFIG_INVALID", says });
    }
    expect(requestsThatCount(running())).toEqual([]);
  });

  it("takes the pipeline's issuer for itself, and nothing else", async () => {
    const { contoso, fabrikam } = applications();
    const { tenantId, objectId } = contoso;
    const pipeline = running().environmentFor({ tenantId, objectId }, { method: "githubActions" });
    const { config, environment } = beside(fabrikam);
    const request = { block: { ...ids(contoso), useOidc: true }, config, environment: { ...environment, ...pipeline } };
    expect(await signIn(request)).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
    expect(requestsThatCount(running())).toEqual(["oidc.token", "entra.token"]);
  });
});
