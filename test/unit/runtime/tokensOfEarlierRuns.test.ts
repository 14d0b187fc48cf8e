import type { Identity } from "../../../provider/azure/identity";
import type { Settings } from "../../../provider/azure/settings";
import { PalError, type PalErrorDetails } from "../../../provider/errors";
import { configureSettings, signInForState } from "../../../provider/runtime/session";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, newResource, tenantId } from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const aged = "not-a-secret-of-the-last-update";
const fresh = "not-a-secret-of-this-run";
const stored = declarationOf(
  { credential: { tenantId, clientId, useOidc: true } },
  { urn: "urn", takenOut: ["oidcToken"] },
);

function refusal(details: PalErrorDetails = { serviceCode: "700024" }): PalError {
  return new PalError("PAL_AUTH_FAILED", "the token has expired", details);
}

/** Signs in with the token of this run; every other one is refused. */
function byFresh(identity: Identity, refused: PalError): (settings: Settings) => Identity | Error {
  return ({ oidcToken }) => (oidcToken?.value === fresh ? identity : refused);
}

describe("signInForState, with a token that stack config has from an earlier run", () => {
  const environment = { ...process.env };

  beforeEach(() => {
    process.env = {};
    configureSettings((key) => ({ "azure-native:oidcToken": aged })[key]);
  });

  afterEach(() => {
    process.env = environment;
    configureSettings(() => undefined);
  });

  it("uses the token of the environment when that is accepted", async () => {
    const { id, identity } = newResource();
    process.env = { ARM_OIDC_TOKEN: fresh };
    azureAnswers(byFresh(identity, refusal()));
    expect(await signInForState(id, stored)).toMatchObject({ identity });
  });

  it("names the environment when no other token is there", async () => {
    azureAnswers(refusal());
    await expect(signInForState(newResource().id, stored)).rejects.toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: expect.stringMatching(/^the token has expired\. .*last `pulumi up`.* set ARM_OIDC_TOKEN/) as string,
    });
  });

  it.each([
    { when: "Entra ID is out of order", refused: refusal({ retryable: true }), config: aged, variables: {} },
    { when: "the token is the environment's", refused: refusal(), variables: { ARM_OIDC_TOKEN: aged } },
  ])("fails with the refusal alone when $when", async ({ refused, config, variables }) => {
    configureSettings((key) => ({ "azure-native:oidcToken": config })[key]);
    process.env = { ...variables };
    azureAnswers(refused);
    await expect(signInForState(newResource().id, stored)).rejects.toBe(refused);
  });
});
