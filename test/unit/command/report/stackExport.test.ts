import { linksIn } from "../../../../provider/command/report/stackExport";
import { linkType } from "../../../../provider/providerPointer";
import { signInMethod } from "../../../../provider/azure/methods";
import type { ReadableSubject } from "../../../../provider/command/report/types";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { clientId, declared, objectId, tenantId } from "../../fixtures";

const noConfig = () => undefined;

const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const plain = (value: unknown) => ({ ...mark, plaintext: JSON.stringify(value) });
const encrypted = { ...mark, ciphertext: "AAABAL3…" };

const block = { tenantId, clientId, clientSecret: plain("canary") };

function link(inputs: object, more: object = {}): object {
  const urn = "urn:pulumi:prod::links::pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink::operations";
  return { urn, type: linkType, id: `${tenantId}/${objectId}`, inputs: { partnerId: declared, ...inputs }, ...more };
}

function listed(...resources: readonly object[]) {
  const others = [{ urn: "urn:pulumi:prod::links::pulumi:pulumi:Stack::links-prod", type: "pulumi:pulumi:Stack" }];
  return linksIn(
    JSON.stringify({ version: 3, deployment: { resources: [...others, ...resources] } }),
    "stack.json",
    noConfig,
  );
}

function methodOf(subject: ReadableSubject | undefined) {
  const { settings, hasBlock } = subject?.whoSignsIn() ?? { settings: {}, hasBlock: true };
  return signInMethod(settings, hasBlock);
}

describe("linksIn", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each<[string, object]>([
    ["with secrets in plain text", { credential: block }],
    ["with a block that is a secret as a whole", { credential: plain({ ...block, clientSecret: "canary" }) }],
  ])("reads a link %s", (_, inputs) => {
    const { subjects, problems } = listed(link(inputs));
    expect(subjects).toMatchObject([{ tenantId, objectId, label: "operations", partnerId: declared }]);
    expect(problems).toEqual([]);
    expect(methodOf(subjects[0])).toMatchObject({ kind: "clientSecret", clientId, clientSecret: "canary" });
  });

  it("says what to do about encrypted secrets", () => {
    const { subjects } = listed(link({ credential: { ...block, clientSecret: encrypted } }));
    expect(subjects).toHaveLength(1);
    expect(subjects[0]?.whoSignsIn).toThrow(
      "its credential is encrypted in stack.json: export it with `pulumi stack export --show-secrets`",
    );
  });

  it("signs in by the environment, in the link's directory, where the link has no block", () => {
    Object.assign(process.env, { ARM_TENANT_ID: objectId, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: "canary" });
    expect(methodOf(listed(link({})).subjects[0])).toMatchObject({ tenantId, clientId, clientSecret: "canary" });
  });

  it("takes tokens of one run, which no state has, from this run", () => {
    Object.assign(process.env, { ARM_OIDC_TOKEN: "token-of-this-run" });
    const credential = { tenantId, clientId, useOidc: true };
    const { subjects } = listed(link({ credential, __declared: { takenOut: ["oidcToken"] } }));
    expect(methodOf(subjects[0])).toMatchObject({ tenantId, clientId, kind: "oidcToken", token: "token-of-this-run" });
  });

  it("leaves out what is to be deleted", () => {
    expect(listed(link({}), link({}, { delete: true })).subjects).toHaveLength(1);
  });

  it("names a link whose id is none", () => {
    expect(listed(link({}, { id: "x" })).problems).toEqual([
      { text: "operations in stack.json: its id is not <tenantId>/<objectId>" },
    ]);
  });

  it.each([
    ["is no JSON", "tenantId;name", "stack.json is not what `pulumi stack export` prints"],
    ["is something else", '{"resources": []}', "stack.json is not what `pulumi stack export` prints"],
    ["has no link", '{"deployment": {}}', "stack.json has no PartnerAdminLink"],
  ])("refuses a file that %s", (_, text, says) => {
    expect(() => linksIn(text, "stack.json", noConfig)).toThrow(says);
  });
});
