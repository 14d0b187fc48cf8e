import type { Principal } from "partner-admin-link-emulator";
import type { Properties } from "./harness/callbacks";
import { otherPartner, setLink, someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { asked, shareProvider } from "./harness/sharedProvider";

const value = "not-a-secret-made-a-moment-ago";

describe("waiting for a credential that another resource has just made", () => {
  const { emulator, provider, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const fromResource = { credentialFromResource: true };
  const refused = "entra.token 401";
  const unknown = "entra.token 400";
  const accepted = "entra.token 200";
  const slowly: [name: string, principal: Partial<Principal>, tokens: string[], number: string][] = [
    [
      "its secret is refused twice",
      { clientSecrets: [{ value, refusedFirst: 2 }] },
      [refused, refused, accepted],
      "7000215",
    ],
    [
      "its application is not known at first",
      { clientSecrets: [value], unknownFirst: 1 },
      [unknown, accepted],
      "700016",
    ],
  ];

  it.each(slowly)("reports it on the row and succeeds when %s", async (_name, principal, tokens, number) => {
    const me = someone(emulator(), principal);
    await expect(provider().create(inputsOf(me, {}, fromResource))).resolves.toMatchObject({ id: me.id });
    expect(asked(emulator())).toEqual([...tokens, "partners.get 404", "partner.create 200"]);
    const message = expect.stringMatching(
      `^waiting for the new credential to be accepted: cannot sign in as service principal ${me.clientId} .*AADSTS${number}`,
    ) as string;
    expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "info", message, ephemeral: true }]);
  });

  it("happens in update too", async () => {
    const me = someone(emulator(), { clientSecrets: [{ value, refusedFirst: 1 }] });
    const state = linked(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    const before = {
      ...state,
      credential: { ...(inputsOf(me)["credential"] as object), clientSecret: "the one before" },
    };
    const updated = await provider().update(me.id, before, inputsOf(me, {}, fromResource));
    expect(updated).toMatchObject({ partnerId: "123456" });
    expect(asked(emulator())).toEqual([refused, accepted, "partners.get 200", "partner.update 200"]);
  });

  it("continues while the service refuses the new principal's token", async () => {
    const me = someone(emulator());
    const effect = { kind: "status", status: 401, code: "InvalidAuthenticationToken" } as const;
    // The first time a new token is tried at once.
    emulator().addFault({ operation: "partner.create", objectId: me.objectId, effect, calls: { from: 1, to: 2 } });
    await expect(provider().create(inputsOf(me, {}, fromResource))).resolves.toMatchObject({ id: me.id });
    expect(provider().logs(me.urn)).toMatchObject([{ severity: "info", ephemeral: true }]);
  });

  it("does not happen in update when the credential was in state already", async () => {
    const me = someone(emulator(), { clientSecrets: [{ value, refusedFirst: 9 }] });
    const state = linked(emulator(), me, {}, fromResource);
    setLink(emulator(), me, otherPartner.partnerId);
    await expect(provider().update(me.id, state, inputsOf(me, {}, fromResource))).rejects.toThrow("AADSTS7000215");
    expect(asked(emulator())).toEqual([refused]);
  });

  it("does not happen in check", async () => {
    const me = someone(emulator(), { clientSecrets: [{ value, refusedFirst: 1 }] });
    expect((await provider().check({}, inputsOf(me, {}, fromResource))).failures).toEqual([]);
    expect(asked(emulator())).toEqual([refused]);
  });

  const atOnce: [name: string, principal: Partial<Principal>, declared: Properties, status: number][] = [
    ["a secret that the program wrote", { clientSecrets: [{ value, refusedFirst: 9 }] }, {}, 401],
    ["an application that the program wrote", { clientSecrets: [value], unknownFirst: 9 }, {}, 400],
    ["an expired secret of another resource", { clientSecrets: [{ value, expired: true }] }, fromResource, 401],
    ["a disabled application of another resource", { clientSecrets: [value], disabled: true }, fromResource, 400],
  ];

  it.each(atOnce)("does not happen for %s", async (_name, principal, declared, status) => {
    const me = someone(emulator(), principal);
    await expect(provider().create(inputsOf(me, {}, declared))).rejects.toThrow("cannot sign in as service principal");
    expect(asked(emulator())).toEqual([`entra.token ${status}`]);
    expect(provider().logs(me.urn)).toEqual([]);
  });
});
