import { PalError } from "../../../provider/errors";
import { badGateway } from "../fixtures";
import { type Case, checking, preview } from "./checking";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const madeByResource = { credentialFromResource: true };

/** A sign-in that Entra has answered with this number. */
function refusal(serviceCode: string, retryable = false): PalError {
  return new PalError("PAL_AUTH_FAILED", `AADSTS${serviceCode}`, { serviceCode, retryable });
}

const wrongSecret = refusal("7000215");
const unknownApplication = refusal("700016");
const expiredSecret = refusal("7000222");
const unknownTenant = refusal("90002");
const notConfigured = new PalError("PAL_CONFIG_INVALID", "no credential is configured");
const overloaded = refusal("90033", true);
const noAnswer = new PalError("PAL_AUTH_FAILED", "no answer from Entra", { retryable: true });
const noLogin = new PalError("PAL_AUTH_FAILED", "no managed identity endpoint answers here");

describe("checkCreation, of a link that cannot be read", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { when: "the secret is wrong", refused: wrongSecret },
    { when: "the application is not known", refused: unknownApplication },
    { when: "the secret has expired", refused: expiredSecret },
    { when: "the tenant is not known", refused: unknownTenant },
    { when: "nothing is configured", refused: notConfigured },
    { when: "nothing is configured, whoever makes the credential", refused: notConfigured, hidden: madeByResource },
  ])("fails when $when", async (row) => {
    const { refused } = row;
    const { checked, lines } = await checking(row);
    expect(checked).toStrictEqual({ failures: [{ property: "", reason: refused.message }], ids: undefined });
    expect(lines).toStrictEqual([]);
  });

  const notYet = "If it is created in this update, the resource waits for it";

  it.each<Case & { readonly line: string }>([
    {
      when: "a secret of another resource is not accepted yet",
      refused: wrongSecret,
      hidden: madeByResource,
      line: `info: the credential is not accepted yet: AADSTS7000215. ${notYet}`,
    },
    {
      when: "an application of another resource is not known yet",
      refused: unknownApplication,
      hidden: madeByResource,
      line: `info: the credential is not accepted yet: AADSTS700016. ${notYet}`,
    },
    {
      when: "the credential of another resource is refused otherwise",
      refused: expiredSecret,
      hidden: madeByResource,
      line: "warning: AADSTS7000222. `pulumi up` will fail until this is fixed (PAL_NOT_VERIFIED)",
    },
    {
      when: "Entra gives no answer",
      refused: noAnswer,
      line: "warning: no answer from Entra. `pulumi up` checks again (PAL_NOT_VERIFIED)",
    },
    {
      when: "Entra is overloaded",
      refused: overloaded,
      line: "warning: AADSTS90033. `pulumi up` checks again (PAL_NOT_VERIFIED)",
    },
    {
      when: "this machine has no identity, although the one that updates may have",
      refused: noLogin,
      line: `warning: ${noLogin.text}. \`pulumi up\` will fail until this is fixed (PAL_NOT_VERIFIED)`,
    },
  ])("leaves the decision to the update, and reports that, when $when", async ({ line, ...row }) => {
    const { checked, lines } = await checking(row);
    expect(checked).toStrictEqual({ failures: [], ids: undefined });
    expect(lines).toStrictEqual([line]);
  });

  it("knows whose link it is to be, although the service fails", async () => {
    const { checked, resource, lines } = await checking({ when: "", live: badGateway });
    expect(checked).toStrictEqual({ failures: [], ids: resource.identity });
    expect(lines).toStrictEqual([`warning: ${badGateway.text}. \`pulumi up\` checks again (PAL_NOT_VERIFIED)`]);
  });

  it.each([wrongSecret, noAnswer])(
    "does not know in a preview whose link it will be after $message",
    async (refused) => {
      const { checked } = await checking({ when: "", refused, hidden: preview });
      expect(checked.ids).toBe("unknown");
    },
  );
});
