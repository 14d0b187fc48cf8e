import { update } from "../../../provider/runtime/update";
import { clientId, declared, linkId, tenantId } from "../fixtures";

/** What nobody can sign in with: whatever asks Azure with it fails before a request is sent. */
const credential = { tenantId, clientId };
const inputs = {
  partnerId: declared,
  credential,
  driftCheck: "off",
  onDelete: "retain",
  __urn: "urn",
  __provider: "before",
};
const olds = { ...inputs, tenantId, state: "Active", version: 3, adopted: true, __declaredPartnerId: declared };

describe("update", () => {
  it("takes changed settings into the state without asking Azure when driftCheck is off", async () => {
    const news = {
      partnerId: declared,
      credential,
      driftCheck: "off",
      overwrite: true,
      __urn: "urn",
      __provider: "after",
    };
    const { outs } = await update(linkId, olds, news);
    expect(outs).toStrictEqual({
      ...news,
      tenantId,
      state: "Active",
      version: 3,
      adopted: true,
      __declaredPartnerId: declared,
    });
  });

  it.each([
    { when: "the partner is another", before: olds, change: { partnerId: "1" } },
    {
      when: "the credential is another",
      before: olds,
      change: { credential: { ...credential, environment: "china" } },
    },
    { when: "more is expected", before: olds, change: { expect: { partnerName: "Contoso" } } },
    { when: "the drift check is not off", before: olds, change: { driftCheck: "bestEffort" } },
    { when: "the outcome of the last write is not known", before: { ...olds, state: undefined }, change: {} },
  ])("signs in when $when", async ({ before, change }) => {
    await expect(update(linkId, before, { ...inputs, ...change })).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
    });
  });
});
