import { expectFailure } from "./harness/expectFailure";
import { environmentOf, linkedTo, otherPartner, partner, setLink, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { asked, shareWorld, written } from "./harness/world";

describe("whose link it is", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const undeclared = { credential: undefined };

  /** A link of the environment's identity, seen by somebody else, who has a link of their own or none. */
  async function seenByAnother(theirs: string | null) {
    const [me, other] = [someone(emulator()), someone(emulator())];
    const process = await fresh({ environment: environmentOf(other) });
    const state = linked(emulator(), me, undeclared);
    setLink(emulator(), other, theirs);
    const inputs = inputsOf(me, undeclared);
    const signedIn = `signed in as ${other.label}, but this is the link of ${me.id}, which only that identity can read`;
    return { me, process, state, inputs, signedIn };
  }

  const theirLinks = [null, partner.partnerId, otherPartner.partnerId];

  it.each(theirLinks)("read ignores another identity's link: %s", async (theirs) => {
    const { me, process, state, signedIn } = await seenByAnother(theirs);
    await expect(process.read(me.id, state)).resolves.toEqual({
      id: me.id,
      properties: state,
      inputs: checkedOf(me, undeclared),
    });
    const message = `partner admin link not verified: ${signedIn} (PAL_NOT_VERIFIED)`;
    expect(process.logs()).toEqual([{ urn: me.urn, severity: "warning", message, ephemeral: false }]);
  });

  it.each(theirLinks)("delete removes nothing when another identity is signed in: %s", async (theirs) => {
    const { me, process, state, signedIn } = await seenByAnother(theirs);
    const { message } = await expectFailure(process.delete(me.id, state));
    expect(message).toBe(
      `${signedIn}. Nothing was removed. Sign in as ${me.id}, or set onDelete: "retain" and driftCheck: "off" and run \`pulumi up\`, or remove the resource from state: \`pulumi state delete <its URN>\` (\`pulumi stack --show-urns\`) (PAL_IDENTITY_MISMATCH)`,
    );
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    expect(written(emulator())).toEqual([]);
  });

  it("diff replaces when a new credential signs in as another identity", async () => {
    const { me, process, state, inputs } = await seenByAnother(null);
    const { tenantId, clientId, clientSecret } = me;
    const stateWithBlock = { ...state, credential: { tenantId, clientId, clientSecret } };
    expect(await process.diff(me.id, stateWithBlock, inputs)).toEqual({
      changes: "some",
      replaces: ["credential"],
      deleteBeforeReplace: false,
    });
  });

  it("diff updates in place when a new credential signs in as the same identity", async () => {
    const me = someone(emulator());
    const process = await fresh({ environment: environmentOf(me) });
    const state = linked(emulator(), me);
    expect(await process.diff(me.id, state, inputsOf(me, undeclared))).toMatchObject({ changes: "some", replaces: [] });
  });

  it("read and delete use the current credential when the one in state is refused", async () => {
    const me = someone(emulator());
    const process = await fresh({ environment: environmentOf(me) });
    const { tenantId, clientId } = me;
    const state = linked(emulator(), me, { credential: { tenantId, clientId, clientSecret: "rotated away" } });
    await expect(process.read(me.id, state)).resolves.toMatchObject({ id: me.id, properties: state });
    await process.delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBeUndefined();
    expect(asked(emulator())).toEqual([
      "entra.token 401",
      "entra.token 200",
      "partners.get 200",
      "entra.token 401",
      "partners.get 200",
      "partner.delete 200",
    ]);
  });

  it("read and delete do not use another identity's current credential", async () => {
    const [me, other] = [someone(emulator()), someone(emulator())];
    const process = await fresh({ environment: environmentOf(other) });
    const { tenantId, clientId } = me;
    const state = linked(emulator(), me, { credential: { tenantId, clientId, clientSecret: "rotated away" } });
    expect((await expectFailure(process.read(me.id, state))).message).toContain(`service principal ${clientId}`);
    const { message } = await expectFailure(process.delete(me.id, state));
    expect(message).toContain("Nothing was removed. Sign in as");
    expect(written(emulator())).toEqual([]);
  });

  it("update and diff use only the declared credential", async () => {
    const me = someone(emulator());
    const process = await fresh({ environment: environmentOf(me) });
    const { tenantId, clientId } = me;
    const credential = { tenantId, clientId, clientSecret: "rotated away" };
    const state = linked(emulator(), me, { credential });
    expect(await process.diff(me.id, state, inputsOf(me, { credential }))).toMatchObject({ changes: "some" });
    await expectFailure(process.update(me.id, state, inputsOf(me, { credential, partnerId: otherPartner.partnerId })));
    expect(asked(emulator())).toEqual(["entra.token 401", "entra.token 401"]);
  });

  it("update writes nothing as an application's new principal when the former's token is refused", async () => {
    const me = someone(emulator());
    const { tenantId, objectId, clientId, clientSecret } = me;
    const state = linked(emulator(), me);
    await provider().read(me.id, state);
    emulator().removePrincipal(tenantId, objectId);
    emulator().addPrincipal(tenantId, {
      name: "made anew",
      kind: "servicePrincipal",
      objectId: objectId.replace("aaaa", "dddd"),
      clientId,
      clientSecrets: [clientSecret],
    });
    const effect = { kind: "status", status: 401, code: "InvalidAuthenticationToken" } as const;
    emulator().addFault({ operation: "partners.get", clientId, effect });
    const news = inputsOf(me, { partnerId: otherPartner.partnerId });
    await expectFailure(provider().update(me.id, state, news));
    expect(asked(emulator())).toEqual(["entra.token 200", "partners.get 200", "partners.get 401", "entra.token 200"]);
  });

  it("every read is sent without a partner ID", async () => {
    const me = someone(emulator());
    await provider().check({}, inputsOf(me));
    await provider().create(inputsOf(me));
    const state = outputsOf(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    await provider().diff(me.id, state, inputsOf(me));
    await provider().read(me.id, state);
    await provider().read(me.id, inputsOf(me, { partnerId: undefined }));
    await provider().update(me.id, state, inputsOf(me));
    await (await fresh()).delete(me.id, outputsOf(emulator(), me));
    const reads = emulator()
      .requests()
      .filter(({ operation }) => /^partners?\.get$/.test(operation));
    expect(new Set(reads.map(({ path }) => path))).toEqual(
      new Set(["/providers/Microsoft.ManagementPartner/partners"]),
    );
    expect(reads).toHaveLength(6);
  });

  it.each(["required", "bestEffort", "off"])(
    "diff keeps a declared change when the changed credential is refused, driftCheck %s",
    async (driftCheck) => {
      const me = someone(emulator());
      const state = linked(emulator(), me, { driftCheck });
      const credential = {
        tenantId: me.tenantId,
        clientSecret: "not-accepted",
        clientId: me.clientId,
        environment: "public",
      };
      const news = inputsOf(me, { driftCheck, credential, partnerId: otherPartner.partnerId });
      expect(await provider().diff(me.id, state, news)).toMatchObject({ changes: "some", replaces: [] });
      expect(provider().logs(me.urn)).toMatchObject([{ severity: "warning" }]);
    },
  );
});
