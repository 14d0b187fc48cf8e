import { compareIdentity, expectsOther } from "../../../provider/runtime/identityChange";
import { clientId, declarationOf, linkId, objectId, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

const application = { tenantId, clientId };
const credential = { ...application, clientSecret: "before" };
const ofRun = (run: string) => ({ ...application, oidcToken: `not-a-secret, of run ${run}` });
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
    { when: "a token of one run was renewed", before: ofRun("1"), after: ofRun("2"), verdict: "same" },
    {
      when: "the token of the run comes from elsewhere now",
      before: ofRun("1"),
      after: { ...application, useOidc: true },
      verdict: "same",
    },
    {
      when: "the secret is not known yet",
      before: credential,
      after: { ...credential, clientSecret: unknown },
      verdict: "same",
    },
    {
      when: "the client is not known yet",
      before: credential,
      after: { ...credential, clientId: unknown },
      verdict: "unclear",
    },
    {
      when: "the tenant is not known yet",
      before: credential,
      after: { ...credential, tenantId: unknown },
      verdict: "unclear",
    },
    { when: "nothing of the block is known yet", before: credential, after: unknown, verdict: "unclear" },
    {
      when: "both use the machine's identity, which may have been made again",
      before: { useMsi: true },
      after: { useMsi: true },
      verdict: "unclear",
    },
    {
      when: "both use the account that is logged in to the Azure CLI, by now perhaps another user",
      before: { useCli: true, tenantId },
      after: { useCli: true, tenantId },
      verdict: "unclear",
    },
    {
      when: "both leave the choice to DefaultAzureCredential",
      before: { useDefaultAzureCredential: true },
      after: { useDefaultAzureCredential: true },
      verdict: "unclear",
    },
    {
      when: "the machine's identity is ruled out in words",
      before: credential,
      after: { ...credential, useMsi: false },
      verdict: "same",
    },
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

describe("expectsOther", () => {
  it.each([
    {
      when: "the object id of another identity is expected",
      inputs: { expect: { objectId: otherClient } },
      answer: true,
    },
    { when: "the linked identity is expected", inputs: { expect: { objectId } }, answer: false },
    {
      when: "the linked identity is expected, in capitals",
      inputs: { expect: { objectId: objectId.toUpperCase() } },
      answer: false,
    },
    { when: "only the tenant is expected", inputs: { expect: { tenantId: otherTenant } }, answer: false },
    { when: "only the partner's name is expected", inputs: { expect: { partnerName: "Contoso" } }, answer: false },
    { when: "the expectation is not known yet", inputs: { expect: { objectId: unknown } }, answer: false },
    { when: "nothing is expected", inputs: {}, answer: false },
  ])("is $answer when $when", ({ inputs, answer }) => {
    expect(expectsOther(declarationOf(inputs), linkId)).toBe(answer);
  });
});
