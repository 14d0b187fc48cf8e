import { type Identity, linkIdOf } from "../../../provider/azure/identity";
import { PalError } from "../../../provider/errors";
import { remove } from "../../../provider/runtime/delete";
import { run } from "../../../provider/runtime/run";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, declared, newResource, tenantId } from "../fixtures";
import { removing } from "./removing";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const credential = { tenantId, clientId, clientSecret: "not-a-secret" };
const newCredential = { ...credential, clientId: tenantId };

/** What this run's check has found: whom the resource declares now, and by which inputs. */
interface Now {
  readonly when: string;
  readonly inputs: (other: Identity) => Record<string, unknown>;
  /** Who signs in as the identity whose link is to be removed, or why that fails. */
  readonly signsIn: "other" | PalError;
  /** Whether the resource declares the identity still that the state has. */
  readonly isSame?: true;
}

function replaced({ inputs, signsIn, isSame }: Now) {
  const { id, urn, lines, state } = removing({ when: "", inputs: { credential } });
  const other = newResource().identity;
  const calls = azureAnswers(signsIn === "other" ? other : signsIn);
  run.noteDeclared(declarationOf(inputs(other), { urn }));
  run.reserve({ urn }, isSame === true ? id : linkIdOf(other));
  return { id, other, calls, lines, start: () => remove(id, state) };
}

const byCredential = () => ({ credential: newCredential });
const byObjectId = ({ objectId }: Identity) => ({ expect: { objectId } });
const secretExpired = new PalError("PAL_AUTH_FAILED", "AADSTS7000222: the client secret has expired", {
  serviceCode: "7000222",
});
const overloaded = new PalError("PAL_AUTH_FAILED", "AADSTS90033", { serviceCode: "90033", retryable: true });
const noAnswer = new PalError("PAL_AUTH_FAILED", "no managed identity endpoint answers here");
const tokenMissing = new PalError("PAL_CONFIG_INVALID", "credential.oidcToken is never stored");

describe("remove, of the link of an identity that the program has replaced", () => {
  // A stored credential that is refused leads to the settings of the environment.
  beforeEach(() => {
    jest.replaceProperty(process, "env", {});
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const onlyItself = "signed in, and an identity can remove its own link only";

  it.each<Now & { readonly why: string }>([
    { when: "credential names another", inputs: byCredential, signsIn: "other", why: onlyItself },
    { when: "expect names another", inputs: byObjectId, signsIn: "other", why: onlyItself },
    { when: "the old one is refused", inputs: byCredential, signsIn: secretExpired, why: secretExpired.text },
  ])("warns and is done, as nobody could ever remove it, when $when", async ({ why, ...row }) => {
    const { id, calls, lines, start } = replaced(row);
    await start();
    expect(calls).toStrictEqual(["sign in"]);
    expect(lines()).toStrictEqual([
      expect.stringMatching(
        new RegExp(
          `^warning: the partner admin link of ${id} was not removed: .*${why}\\. The program links another identity instead\\. .*az managementpartner delete --partner-id ${declared}\` \\(PAL_LINK_KEPT\\)$`,
        ),
      ),
    ]);
    expect(run.isKnownAbsent(id)).toBe(false);
  });

  it.each<Now & { readonly code: string }>([
    { when: "nothing names the other", inputs: () => ({}), signsIn: "other", code: "PAL_IDENTITY_MISMATCH" },
    {
      when: "the program names the linked identity still",
      inputs: byCredential,
      isSame: true,
      signsIn: "other",
      code: "PAL_IDENTITY_MISMATCH",
    },
    {
      when: "the linked identity is refused and named still",
      inputs: byCredential,
      isSame: true,
      signsIn: secretExpired,
      code: "PAL_AUTH_FAILED",
    },
    { when: "Entra is overloaded", inputs: byCredential, signsIn: overloaded, code: "PAL_AUTH_FAILED" },
    { when: "the sign-in is not answered", inputs: byCredential, signsIn: noAnswer, code: "PAL_AUTH_FAILED" },
    {
      when: "the token was one of an earlier run",
      inputs: byCredential,
      signsIn: tokenMissing,
      code: "PAL_CONFIG_INVALID",
    },
  ])("fails and keeps the state when $when", async ({ code, ...row }) => {
    const { calls, lines, start } = replaced(row);
    await expect(start()).rejects.toMatchObject({
      code,
      text: expect.stringContaining("Nothing was removed") as string,
    });
    expect(calls[0]).toBe("sign in");
    expect(lines()).toStrictEqual([]);
  });
});
