import { compareIdentity } from "../../../provider/runtime/identityChange";
import { clientId, declarationOf, tenantId } from "../fixtures";

const credential = { tenantId, clientId, clientSecret: "before" };
const otherTenant = "dddddddd-0000-4000-8000-000000000004";
const otherClient = "eeeeeeee-0000-4000-8000-000000000005";

describe("compareIdentity", () => {
  it.each([
    { when: "neither has a block", before: undefined, after: undefined, verdict: "same" },
    { when: "nothing differs", before: credential, after: credential, verdict: "same" },
    {
      when: "the secret was rotated",
      before: credential,
      after: { ...credential, clientSecret: "x" },
      verdict: "same",
    },
    { when: "both use the machine's identity", before: { useMsi: true }, after: { useMsi: true }, verdict: "same" },
    {
      when: "the case of the client ID differs",
      before: credential,
      after: { ...credential, clientId: clientId.toUpperCase() },
      verdict: "same",
    },
    {
      when: "the client is another",
      before: credential,
      after: { ...credential, clientId: otherClient },
      verdict: "different",
    },
    {
      when: "client and tenant are others",
      before: credential,
      after: { ...credential, clientId: otherClient, tenantId: otherTenant },
      verdict: "different",
    },
    {
      when: "the same client signs in by certificate instead",
      before: credential,
      after: { tenantId, clientId, clientCertificatePath: "client.pem" },
      verdict: "unclear",
    },
    {
      when: "the tenant is another",
      before: credential,
      after: { ...credential, tenantId: otherTenant },
      verdict: "unclear",
    },
    {
      when: "the cloud is another",
      before: credential,
      after: { ...credential, environment: "china" },
      verdict: "unclear",
    },
    {
      when: "the metadata host is another",
      before: credential,
      after: { ...credential, metadataHost: "x" },
      verdict: "unclear",
    },
    { when: "the block was added", before: undefined, after: credential, verdict: "unclear" },
    { when: "the block was removed", before: credential, after: undefined, verdict: "unclear" },
    {
      when: "the client ID was added",
      before: { tenantId, useMsi: true },
      after: { tenantId, clientId, useMsi: true },
      verdict: "unclear",
    },
    {
      when: "the client ID was removed",
      before: { tenantId, clientId, useMsi: true },
      after: { tenantId, useMsi: true },
      verdict: "unclear",
    },
    {
      when: "no client is named and the method is another",
      before: { useMsi: true },
      after: { useCli: true },
      verdict: "unclear",
    },
  ])("is $verdict when $when", ({ before, after, verdict }) => {
    expect(compareIdentity(declarationOf({ credential: before }), declarationOf({ credential: after }))).toBe(verdict);
  });
});
