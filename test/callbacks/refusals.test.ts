import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { globalPartnerId, otherPartner, setLink, type Someone, someone, tenantId, urnOf } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareWorld, withoutWriting } from "./harness/world";

const guid = "11111111-2222-4333-8444-555555555555";
const locationRemedy =
  "check the partner ID: it must be that of a location account (Partner Center > Account settings > Business locations), not of the global account";

describe("what Entra and the service refuse", () => {
  const { emulator, provider, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  type Credential = (me: Someone) => Properties;
  const credentials: [name: string, credential: Credential, remedy: string][] = [
    [
      "a wrong secret",
      () => ({ clientSecret: "wrong" }),
      "AADSTS7000215: the client secret is wrong: use the secret's value, not its id",
    ],
    ["an unknown tenant", () => ({ tenantId: guid }), "there is no such tenant: check the tenant ID and the cloud"],
    [
      "an unknown client",
      () => ({ clientId: guid }),
      "AADSTS700016: no application with this client ID in this tenant",
    ],
  ];

  it.each(credentials)("fails check and create: %s", async (_name, change, remedy) => {
    const me = someone(emulator());
    const credential = { tenantId, clientId: me.clientId, clientSecret: me.clientSecret, ...change(me) };
    const inputs = inputsOf(me, { credential });
    await withoutWriting(emulator(), async () => {
      const { failures } = await provider().check({}, inputs);
      const { message } = await expectFailure(provider().create(inputs));
      expect(message).toContain(
        `cannot sign in as service principal ${credential.clientId} in tenant ${credential.tenantId}`,
      );
      expect(message).toContain(remedy);
      const reason = message.replace(". Nothing was written (PAL_AUTH_FAILED)", " (PAL_AUTH_FAILED)");
      expect(failures).toEqual([{ property: "", reason }]);
    });
  });

  const expired = { clientSecrets: [{ value: "old", expired: true }] };
  const principals: [name: string, changes: object, remedy: string][] = [
    ["an expired secret", expired, "AADSTS7000222: the client secret has expired: make a new one"],
    ["a disabled application", { disabled: true }, "AADSTS7000112: the application is disabled: enable it"],
    [
      "an identity without an account in the tenant",
      { noAccount: true },
      "this identity has no account of its own in the tenant",
    ],
  ];

  it.each(principals)("fails create for %s", async (_name, changes, remedy) => {
    const me = someone(emulator(), changes);
    const { message } = await withoutWriting(emulator(), () => expectFailure(provider().create(inputsOf(me))));
    expect(message).toContain(remedy);
    expect(message).toContain(`service principal ${me.clientId}`);
  });

  it.each(["999999", globalPartnerId])("fails create and update for partner ID %s", async (partnerId) => {
    const [me, other] = [someone(emulator()), someone(emulator())];
    const state = linked(emulator(), other);
    const create = () => expectFailure(provider().create(inputsOf(me, { partnerId })));
    const update = () => expectFailure(provider().update(other.id, state, inputsOf(other, { partnerId })));
    const created = await withoutWriting(emulator(), create);
    const updated = await withoutWriting(emulator(), update);
    expect(created.message).toContain(`cannot link ${me.label} to partner ${partnerId}: BadRequest`);
    expect(created.message).toContain(locationRemedy);
    expect(updated.message).toContain(`cannot change the link of ${other.label} to partner ${partnerId}: BadRequest`);
    expect(updated.message).toContain(locationRemedy);
  });

  it("fails check and create when the identity is linked to another partner", async () => {
    const me = someone(emulator());
    setLink(emulator(), me, otherPartner.partnerId);
    const reason = `${me.label} is already linked to another partner, 654321 (Northwind Services). Nothing was written. Set overwrite: true to replace that link, or declare that partner ID. If this stack made that link, \`pulumi up --refresh\` recognizes it (PAL_LINK_EXISTS)`;
    await withoutWriting(emulator(), async () => {
      const { failures } = await provider().check({}, inputsOf(me));
      expect(failures).toEqual([{ property: "partnerId", reason }]);
      expect(await expectFailure(provider().create(inputsOf(me)))).toMatchObject({ message: reason });
    });
  });

  it("fails check and create of a second resource for the same identity", async () => {
    const me = someone(emulator());
    const inputs = inputsOf({ ...me, urn: urnOf("second") });
    await provider().check({}, inputsOf(me));
    const reason = `two resources of this program declare the one partner admin link of ${me.label}: ${me.urn} and ${urnOf("second")}. Remove one of them, or give it another credential (PAL_IDENTITY_HELD)`;
    await withoutWriting(emulator(), async () => {
      expect((await provider().check({}, inputs)).failures).toEqual([{ property: "", reason }]);
      expect(await expectFailure(provider().create(inputs))).toMatchObject({ message: reason });
    });
  });
});
