import { environmentOf, globalPartnerId, otherPartner, setLink, someone } from "../../callbacks/harness/principals";
import { application, type Case, guid } from "./around";

export const program: readonly Case[] = [
  ["the link will be made", ({ emulator }) => ({ environment: application(emulator) })],
  [
    "the identity is linked to this partner already",
    ({ emulator }) => {
      const me = someone(emulator);
      setLink(emulator, me, "123456");
      return { environment: environmentOf(me) };
    },
  ],
  [
    "the identity is linked to another partner",
    ({ emulator }) => {
      const me = someone(emulator);
      setLink(emulator, me, otherPartner.partnerId);
      return { environment: environmentOf(me) };
    },
  ],
  [
    "the same with overwrite",
    ({ emulator }) => {
      const me = someone(emulator);
      setLink(emulator, me, otherPartner.partnerId);
      return { environment: environmentOf(me), inputs: { overwrite: true } };
    },
  ],
  [
    "the partner ID is a global account's",
    ({ emulator }) => ({ environment: application(emulator), inputs: { partnerId: globalPartnerId } }),
  ],
  ["the partner ID is a GUID", ({ emulator }) => ({ environment: application(emulator), inputs: { partnerId: guid } })],
  [
    "the partner ID is a name",
    ({ emulator }) => ({ environment: application(emulator), inputs: { partnerId: "Contoso" } }),
  ],
  [
    "another identity is expected",
    ({ emulator }) => ({ environment: application(emulator), inputs: { expect: { objectId: guid } } }),
  ],
  [
    "another partner name is expected",
    ({ emulator }) => ({ environment: application(emulator), inputs: { expect: { partnerName: "Contoso" } } }),
  ],
  ["overwrite is a text", ({ emulator }) => ({ environment: application(emulator), inputs: { overwrite: "true" } })],
  [
    "the credential has a field that it does not know",
    () => ({ inputs: { credential: { tenantId: guid, secret: "not-a-secret" } } }),
  ],
  [
    "the credential has no client ID",
    ({ emulator }) => {
      const { tenantId, clientSecret } = someone(emulator);
      return { inputs: { credential: { tenantId, clientSecret } } };
    },
  ],
  [
    "the identity has no account in the tenant (CSP)",
    ({ emulator }) => ({ environment: environmentOf(someone(emulator, { noAccount: true })) }),
  ],
];
