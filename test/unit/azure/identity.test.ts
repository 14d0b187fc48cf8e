import { identityOfToken, linkIdOf, pairOf } from "../../../provider/azure/identity";
import { clientId, linkId, objectId, tenantId, thrownBy } from "../fixtures";

function tokenOf(claims: unknown): string {
  return ["header", Buffer.from(JSON.stringify(claims)).toString("base64url"), "signature"].join(".");
}

const principal = { tid: tenantId, oid: objectId };
const where = `(object id ${objectId}, tenant ${tenantId})`;

describe("identityOfToken", () => {
  it.each([
    {
      who: "a service principal of a v1 token",
      claims: { appid: clientId },
      label: `service principal ${clientId}`,
      client: { clientId },
    },
    {
      who: "a service principal of a v2 token",
      claims: { azp: clientId },
      label: `service principal ${clientId}`,
      client: { clientId },
    },
    {
      who: "a client ID in capitals",
      claims: { appid: clientId.toUpperCase() },
      label: `service principal ${clientId}`,
      client: { clientId },
    },
    {
      who: "a user",
      claims: { appid: "cli", upn: "ann@contoso.com", scp: "user_impersonation" },
      isPerson: true,
      label: "user ann@contoso.com",
      client: {},
    },
    {
      who: "a guest",
      claims: { unique_name: "live.com#bob@x.org" },
      label: "user live.com#bob@x.org",
      client: {},
    },
    {
      who: "a user of a v2 token",
      claims: { azp: "cli", preferred_username: "ann@x" },
      label: "user ann@x",
      client: {},
    },
    {
      who: "a user with several names",
      claims: { upn: "upn@x", unique_name: "unique@x", preferred_username: "preferred@x" },
      label: "user upn@x",
      client: {},
    },
    {
      who: "a user whose upn is empty",
      claims: { upn: "", unique_name: "unique@x" },
      label: "user unique@x",
      client: {},
    },
    {
      who: "a person without a name",
      claims: { scp: "user_impersonation" },
      label: "identity",
      client: {},
      isPerson: true,
    },
    { who: "an identity whose scopes are empty", claims: { scp: "" }, label: "identity", client: {} },
    { who: "an identity without a name", claims: {}, label: "identity", client: {} },
    { who: "an identity whose client ID is not a string", claims: { appid: 5 }, label: "identity", client: {} },
  ])("reads $who", ({ claims, label, client, isPerson = false }) => {
    expect(identityOfToken(tokenOf({ ...principal, ...claims }))).toStrictEqual({
      tenantId,
      objectId,
      ...client,
      isPerson,
      label: `${label} ${where}`,
    });
  });

  it("writes tenant and object id in lower case", () => {
    const identity = identityOfToken(tokenOf({ tid: tenantId.toUpperCase(), oid: objectId.toUpperCase() }));
    expect(identity).toMatchObject({ tenantId, objectId });
  });

  it("reads names outside of ASCII", () => {
    expect(identityOfToken(tokenOf({ ...principal, upn: "jürgen@ümlaut.de" })).label).toContain("jürgen@ümlaut.de");
  });

  it.each([
    { what: "no tenant", token: tokenOf({ oid: objectId }) },
    { what: "no object id", token: tokenOf({ tid: tenantId }) },
    { what: "an empty tenant", token: tokenOf({ ...principal, tid: "" }) },
    { what: "an object id that is not a string", token: tokenOf({ ...principal, oid: 5 }) },
    { what: "claims that are no object", token: tokenOf("text") },
    { what: "claims that are null", token: tokenOf(null) },
    { what: "claims that are not JSON", token: "header.e30x.signature" },
    { what: "one part", token: "opaque" },
    { what: "no text", token: "" },
    { what: "a line end, which HTTP cannot send", token: `${tokenOf(principal)}\n` },
    { what: "a blank, which HTTP cannot send", token: `${tokenOf(principal)} ` },
    { what: "a letter that HTTP cannot send", token: `${tokenOf(principal)}ü` },
  ])("refuses a token with $what, without quoting it", async ({ token }) => {
    expect(await thrownBy(() => identityOfToken(token))).toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: "the access token names no tenant (tid) and object id (oid): it is not known who would be linked",
    });
  });
});

describe("linkIdOf", () => {
  it("joins tenant and object id", () => {
    expect(linkIdOf({ tenantId, objectId })).toBe(linkId);
  });
});

describe("pairOf", () => {
  it.each([
    { id: linkId, pair: { tenantId, objectId } },
    { id: "tenant", pair: { tenantId: "tenant", objectId: "" } },
    { id: "", pair: { tenantId: "", objectId: "" } },
  ])("takes $id apart", ({ id, pair }) => {
    expect(pairOf(id)).toEqual(pair);
  });
});
