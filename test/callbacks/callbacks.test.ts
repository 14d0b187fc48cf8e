import type { Properties } from "./harness/callbacks";
import { otherPartner, setLink, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { unknown } from "../support/wireForm";
import { shareProvider } from "./harness/sharedProvider";

const unchanged = { changes: "none", replaces: [], deleteBeforeReplace: false };
const changed = { changes: "some", replaces: [], deleteBeforeReplace: false };
const replaced = { changes: "some", replaces: ["credential"], deleteBeforeReplace: false };

describe("what the callbacks are given and give", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  describe("configure", () => {
    it("asks for secrets in plain text", async () => {
      await expect(provider().configure({})).resolves.toEqual({ acceptsSecrets: false });
    });

    it("hands over stack config", async () => {
      const { tenantId, clientId, clientSecret, ...me } = someone(emulator());
      const config = {
        "azure-native:tenantId": tenantId,
        "azure-native:clientId": clientId,
        "azure-native:clientSecret": clientSecret,
      };
      const configured = await fresh({ config });
      const inputs = { ...inputsOf({ tenantId, clientId, clientSecret, ...me }), credential: null };
      await expect(configured.create(inputs)).resolves.toMatchObject({ id: me.id });
    });
  });

  describe("check", () => {
    const passed: [name: string, given: Properties, result: Properties][] = [
      ["inputs as they are", {}, {}],
      ["a partner ID that is not known yet", { partnerId: unknown }, { partnerId: unknown }],
      [
        "a credential that is not known yet",
        { credential: unknown },
        { credential: unknown, tenantId: undefined, objectId: undefined },
      ],
    ];

    it.each(passed)("returns %s", async (_name, given, result) => {
      const me = someone(emulator());
      const checked = await provider().check(checkedOf(me), inputsOf(me, given));
      expect(checked).toEqual({ inputs: checkedOf(me, result), failures: [] });
      expect(provider().logs(me.urn)).toEqual([]);
    });
  });

  describe("diff", () => {
    const decided: [name: string, news: Properties, expected: typeof changed | typeof replaced][] = [
      ["nothing for an unchanged link", {}, unchanged],
      ["a change of partner", { partnerId: otherPartner.partnerId }, changed],
      ["a change for a credential that is not known yet", { credential: unknown }, changed],
      ["a replacement, the new one first, for another client", { credential: { clientId: "another" } }, replaced],
    ];

    it.each(decided)("reports %s", async (_name, news, expected) => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      await expect(provider().diff(me.id, state, inputsOf(me, news))).resolves.toEqual(expected);
      expect(provider().logs(me.urn)).toEqual([]);
    });

    it("reports drift with both partners on the resource's row", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      setLink(emulator(), me, otherPartner.partnerId);
      await expect(provider().diff(me.id, state, inputsOf(me))).resolves.toEqual(changed);
      const message = `partner admin link drifted: ${me.label} is linked to 654321 (Northwind Services), declared 123456 (PAL_DRIFT)`;
      expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "warning", message, ephemeral: false }]);
    });
  });
});
