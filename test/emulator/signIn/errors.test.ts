import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClientCertificate, type FaultRule } from "../../../emulator/azure";
import type { SettingName } from "../../../provider/azure/settings";
import type { Application } from "./applications";
import { expectRefused } from "./expectRefused";
import { applicationMethods, type Method } from "./methods";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { shareSignIn } from "./shareSignIn";
import { asBlock, asConfig, asEnvironment, asLastVariables, type Values } from "./sources";

/** Settings that lead to a method, or are its password, and are not told. */
const notTold = new Set<string>(["useOidc", "oidcAudience", "clientCertificatePassword"] satisfies SettingName[]);

function told(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !notTold.has(name)));
}

interface Placed {
  readonly request: SignInRequest;
  /** Names under which messages tell where the settings came from. */
  readonly sources: readonly string[];
}

const places: readonly (readonly [string, (values: Values) => Placed])[] = [
  [
    "a credential block",
    (values) => ({
      request: { block: asBlock(values) },
      sources: Object.keys(told(values)).map((name) => `credential.${name}`),
    }),
  ],
  [
    "stack config",
    (values) => ({ request: { config: asConfig(values) }, sources: Object.keys(asConfig(told(values))) }),
  ],
  [
    "the environment",
    (values) => ({
      request: { environment: asEnvironment(values) },
      sources: Object.keys(asEnvironment(told(values))),
    }),
  ],
  [
    "the variables looked at last",
    (values) => ({
      request: { environment: asLastVariables(values) },
      sources: Object.keys(asLastVariables(told(values))),
    }),
  ],
];

const nobody = "99999999-9999-4999-8999-999999999999";
const federation =
  "no federated credential of the application matches the ID token: add one with exactly the issuer, subject and audience of the token";

type Changes = (who: Application) => Values;
type LateChanges = (who: Application) => Values | Promise<Values>;

describe("signIn, refused by Entra", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  describe.each(applicationMethods.map((method): [string, Method] => [method.name, method]))("by %s", (_, method) => {
    it.each(places)("says who, by which method and from which settings of %s", async (__, place) => {
      const { contoso } = applications();
      const { request, sources } = place(method.settings(contoso, running()));
      running().addFault({ operation: "entra.token", effect: { kind: "aadsts", code: 7000112 } });
      const who = `cannot sign in as service principal ${contoso.clientId} in tenant ${contoso.tenantId} `;
      const says = [
        `${who}${method.words(contoso)}from `,
        ...sources,
        "AADSTS7000112: the application is disabled: enable it",
      ];
      expectRefused(await signIn(request), request, { code: "PAL_AUTH_FAILED", number: "7000112", says });
      expect(requestsThatCount(running())).toEqual(method.requests);
    });
  });

  async function expectNumber(values: Values, number: string, says: readonly string[]): Promise<void> {
    const { tenantId, clientId } = applications().contoso;
    const request = { environment: asEnvironment({ tenantId, clientId, ...values }) };
    const pieces = [`AADSTS${number}: `, "(from ARM_TENANT_ID, ARM_CLIENT_ID, ", ...says];
    expectRefused(await signIn(request), request, { code: "PAL_AUTH_FAILED", number, says: pieces });
    expect(requestsThatCount(running()).filter((operation) => operation !== "entra.token")).toEqual([]);
  }

  const secretOf: Changes = ({ clientSecret }) => ({ clientSecret });

  const idToken = (options: {
    subject?: string;
    audience?: string;
    lifetimeSeconds?: number;
    claims?: object;
  }): LateChanges => {
    return async ({ subject }) => {
      const { claims = {}, ...others } = options;
      const oidcToken = await running().issueOidcToken({ subject, ...others, claims: { ...claims } });
      return { useOidc: "true", oidcToken };
    };
  };

  const unregistered: LateChanges = async () => {
    const clientCertificatePath = join(applications().folder, "unregistered");
    writeFileSync(clientCertificatePath, (await createClientCertificate()).pem);
    return { clientCertificatePath };
  };

  const expired: Changes = ({ tenantId, objectId }) => {
    running().addSecret(tenantId, objectId, { value: "not-a-secret-any-more", expired: true });
    return { clientSecret: "not-a-secret-any-more" };
  };

  it.each<[string, string, LateChanges, readonly string[]]>([
    [
      "a mistyped secret",
      "7000215",
      () => ({ clientSecret: "not-a-secret, mistyped/+" }),
      ["the secret's value, not its id"],
    ],
    ["an expired secret", "7000222", expired, ["has expired: create a new one"]],
    ["an unknown application", "700016", (who) => ({ ...secretOf(who), clientId: nobody }), [nobody, "check both"]],
    [
      "an unknown tenant",
      "90002",
      (who) => ({ ...secretOf(who), tenantId: nobody }),
      [nobody, "check the tenant ID and the cloud"],
    ],
    ["an unknown domain", "90002", (who) => ({ ...secretOf(who), tenantId: "nowhere.example" }), ["nowhere.example"]],
    ["a certificate nobody registered", "700027", unregistered, ["by certificate", "upload its public part"]],
    [
      "an ID token of another issuer",
      "700211",
      idToken({ claims: { iss: "https://127.0.0.1/of-another" } }),
      [federation, "https://127.0.0.1/of-another"],
    ],
    [
      "an ID token for another audience",
      "700212",
      idToken({ audience: "api://another" }),
      [federation, "api://another"],
    ],
    [
      "an ID token of another subject",
      "700213",
      idToken({ subject: "repo:another/one" }),
      [federation, "repo:another/one"],
    ],
    [
      "an expired ID token",
      "700024",
      idToken({ lifetimeSeconds: -600 }),
      ["check this machine's clock", "new ID token"],
    ],
    [
      "no ID token at all",
      "50027",
      () => ({ useOidc: "true", oidcToken: "not-a-secret,no-token" }),
      ["JWT token is invalid"],
    ],
  ])("is refused %s with AADSTS%s and what to do", async (_, number, changes, says) => {
    await expectNumber(await changes(applications().contoso), number, says);
  });

  it.each<[number, string]>([
    [50076, "multi-factor authentication is required"],
    [65001, "have an administrator grant it"],
    [53003, "have the customer allow it"],
    [70021, "no federated credential"],
    [900023, "neither a GUID nor a domain name"],
  ])("tells AADSTS%i with its remedy", async (code, remedy) => {
    running().addFault({ operation: "entra.token", effect: { kind: "aadsts", code } });
    await expectNumber(secretOf(applications().contoso), String(code), [remedy]);
  });

  it("tells a number without a remedy in Entra's words, its trace id aside, and keeps the secret out of them", async () => {
    const { contoso } = applications();
    const message = `Something new about ${contoso.clientSecret}, ${contoso.idToken}.\r\nTrace ID: 12345678`;
    const effect = { kind: "aadsts", code: 599999, message } as const satisfies FaultRule["effect"];
    running().addFault({ operation: "entra.token", effect });
    await expectNumber(secretOf(contoso), "599999", ["Something new about [secret], [token]"]);
  });

  it.each<[string, boolean, Pick<FaultRule, "operation" | "effect">]>([
    ["refuses the secret", false, { operation: "entra.token", effect: { kind: "aadsts", code: 7000215 } }],
    [
      "knows no such tenant",
      false,
      { operation: "entra.openidConfiguration", effect: { kind: "aadsts", code: 90002 } },
    ],
    ["is overloaded", true, { operation: "entra.token", effect: { kind: "aadsts", code: 90033, status: 503 } }],
    ["throttles", true, { operation: "entra.token", effect: { kind: "aadsts", code: 50196, status: 429 } }],
    ["is down", true, { operation: "entra.openidConfiguration", effect: { kind: "status", status: 503 } }],
    ["is hidden by a proxy", true, { operation: "entra.openidConfiguration", effect: { kind: "html", status: 200 } }],
  ])("does not take an outage for a refusal: where Entra %s, a later try may succeed: %s", async (_, may, fault) => {
    running().addFault({ ...fault, calls: { from: 1 } });
    const { tenantId, clientId, clientSecret } = applications().contoso;
    const { errors } = await signIn({ environment: asEnvironment({ tenantId, clientId, clientSecret }) });
    expect(errors.map(({ retryable }) => retryable)).toEqual([may]);
  });

  it("keeps what failed from being remembered: the same settings sign in once they are right", async () => {
    const { contoso } = applications();
    const request = {
      environment: asEnvironment({
        tenantId: contoso.tenantId,
        clientId: contoso.clientId,
        clientSecret: "not-a-secret-yet",
      }),
    };
    expectRefused(await signIn(request), request, { code: "PAL_AUTH_FAILED", number: "7000215", says: [] });
    running().addSecret(contoso.tenantId, contoso.objectId, "not-a-secret-yet");
    const { errors } = await signIn({ ...request, sameRun: true });
    expect(errors).toEqual([]);
  });
});
