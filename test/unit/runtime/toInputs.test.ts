import { parseDeclaration, toInputs } from "../../../provider/runtime/declaration";
import { secretFields } from "../../../provider/azure/settings";
import { clientId, declared, objectId, tenantId } from "../fixtures";
import { inPlainText, secretOf, unknown } from "../../support/wireForm";

const ids = { tenantId, objectId };
const __declared = { urn: "urn" };

function inputsOf(credential: unknown): unknown {
  return toInputs(parseDeclaration({ credential }), undefined)["credential"];
}

describe("toInputs", () => {
  it.each([
    { what: "whose link it is", given: ids, returned: ids },
    {
      what: "that it cannot be known yet",
      given: "unknown" as const,
      returned: { tenantId: unknown, objectId: unknown },
    },
    { what: "nothing of it", given: undefined, returned: {} },
  ])("tells the engine $what", ({ given, returned }) => {
    expect(toInputs(parseDeclaration({ partnerId: declared, __declared }), given)).toStrictEqual({
      partnerId: declared,
      __declared,
      ...returned,
    });
  });

  it("does not hand back ids that came with the inputs", () => {
    expect(toInputs(parseDeclaration({ __declared, ...ids }), undefined)).toStrictEqual({ __declared });
  });

  it("keeps of an identity nothing but its ids", () => {
    const identity = { ...ids, clientId, isPerson: false, label: "service principal" };
    expect(toInputs(parseDeclaration({ __declared }), identity)).toStrictEqual({ __declared, ...ids });
  });

  it("marks as secret what a transform has put in as plain text, and nothing else", () => {
    const open = { tenantId, clientId, clientCertificatePath: "client.pem", useMsi: true };
    const hidden = { clientSecret: "not-a-secret", clientCertificatePassword: "not-a-secret, a password" };
    expect(inputsOf({ ...open, ...hidden })).toStrictEqual({
      ...open,
      clientSecret: secretOf(hidden.clientSecret),
      clientCertificatePassword: secretOf(hidden.clientCertificatePassword),
    });
  });

  it("has no secret field that is neither marked nor taken out", () => {
    const block = Object.fromEntries(secretFields.map((name) => [name, `not-a-secret, ${name}`]));
    const plain = Object.entries(inputsOf(block) as object).filter(([, value]) => typeof value === "string");
    expect(plain).toStrictEqual([]);
  });

  it.each([
    { what: "a secret that is not known yet", credential: { clientId, clientSecret: unknown } },
    { what: "a secret of which a part is not known yet", credential: { clientSecret: { value: unknown } } },
    { what: "a credential that is not known yet", credential: unknown },
    { what: "a credential that is no block", credential: "text" },
    { what: "a list", credential: ["text"] },
  ])("hands $what back as it is", ({ credential }) => {
    expect(inputsOf(credential)).toStrictEqual(credential);
  });

  it("marks the secret beside a part that is not known yet", () => {
    expect(inputsOf({ clientId: unknown, clientSecret: "not-a-secret" })).toStrictEqual({
      clientId: unknown,
      clientSecret: secretOf("not-a-secret"),
    });
  });

  it("is read again as the same declaration", () => {
    const declaration = parseDeclaration({
      partnerId: declared,
      credential: { tenantId, clientId, clientSecret: "not-a-secret" },
      expect: { objectId },
      __declared,
      ...ids,
    });
    expect(parseDeclaration(inPlainText(toInputs(declaration, ids)))).toStrictEqual(declaration);
  });
});
