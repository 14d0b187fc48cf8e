import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { gate, type Kept, up } from "./harness/phases";
import {
  environmentOf,
  linkedTo,
  otherPartner,
  partner,
  person,
  setLink,
  type Someone,
  someone,
} from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { shareWorld, withoutWriting, written } from "./harness/world";

describe("the link of whoever the environment signs in", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const namesNobody = { credential: undefined };
  const as = (me: Someone) => fresh({ environment: environmentOf(me) });

  function readOnlyBy({ id }: Someone, label: string): string {
    return `signed in as ${label}, but this is the link of ${id}, which only that identity can read`;
  }

  describe("when another application signs in", () => {
    /** A stack that one application has brought up, and that another one runs from now on. */
    function taken(isOldThere: boolean) {
      const [old, next] = [someone(emulator()), someone(emulator())];
      const outputs = linked(emulator(), old, namesNobody);
      if (!isOldThere) emulator().removePrincipal(old.tenantId, old.objectId);
      const kept = { id: old.id, inputs: checkedOf(old, namesNobody), outputs };
      return { old, next, given: inputsOf(old, namesNobody), kept };
    }

    /** What the failed gate says. */
    async function refusal(next: Someone, given: Properties, kept: Kept): Promise<string> {
      const process = await as(next);
      expect(await gate(process, given, kept)).toBe("red");
      const [said, ...more] = process.logs();
      expect(more).toEqual([]);
      return said?.message ?? "";
    }

    /** What the message has to type. */
    const printed = (message: string, place: RegExp): string => place.exec(message)?.[1] ?? "nothing";

    const whetherThere: [old: string, isOldThere: boolean][] = [
      ["alive", true],
      ["gone", false],
    ];

    it.each(whetherThere)(
      "fails the gate, naming both and every way out: the old one %s",
      async (_name, isOldThere) => {
        const { old, next, given, kept } = taken(isOldThere);
        expect(await refusal(next, given, kept)).toBe(
          `partner admin link not verified: ${readOnlyBy(old, next.label)}. ` +
            `If this identity has replaced that one, set expect: { objectId: "${next.objectId}" } to link it. ` +
            `If several identities deploy this stack, set driftCheck: "bestEffort" and run a scheduled preview as the linked one. ` +
            `Otherwise sign in as ${old.id} (PAL_NOT_VERIFIED)`,
        );
      },
    );

    type Settings = (old: Someone) => Properties;
    const settings: [name: string, settings: Settings, ends: "green" | "red", says: RegExp[]][] = [
      ["expect names the linked one", ({ objectId }) => ({ expect: { objectId } }), "red", [/If this identity has/]],
      ["driftCheck is bestEffort", () => ({ driftCheck: "bestEffort" }), "green", [/can read \(PAL_NOT_VERIFIED\)$/]],
      ["driftCheck is off", () => ({ driftCheck: "off" }), "green", []],
    ];

    it.each(settings)("ends the gate as the settings demand: %s", async (_name, settingsOf, ends, says) => {
      const { old, next, given, kept } = taken(true);
      const more = settingsOf(old);
      const process = await as(next);
      const [inputs, outputs] = [
        { ...kept.inputs, ...more },
        { ...kept.outputs, ...more },
      ];
      expect(await gate(process, { ...given, ...more }, { ...kept, inputs, outputs })).toBe(ends);
      const messages = says.map((text): unknown => expect.stringMatching(text));
      expect(process.logs().map(({ message }) => message)).toEqual(messages);
    });

    it.each([{}, { partnerId: otherPartner.partnerId }])("fails update before any write: %j", async (changes) => {
      const { next, given, kept } = taken(true);
      const process = await as(next);
      const news = { ...given, ...changes };
      const { message } = await withoutWriting(emulator(), () => expectFailure(up(process, news, kept)));
      expect(message).toMatch(/\. Nothing was written\. If this identity .+ \(PAL_IDENTITY_MISMATCH\)$/);
      expect(written(emulator())).toEqual([]);
    });

    it.each(whetherThere)(
      "links it, and leaves the other link with a warning, where expect names it: the old one %s",
      async (_name, isOldThere) => {
        const { old, next, given, kept } = taken(isOldThere);
        const objectId = printed(await refusal(next, given, kept), /set expect: \{ objectId: "([^"]+)" \}/);
        const named = { ...given, expect: { objectId } };
        const process = await as(next);
        const replaced = await up(process, named, kept);
        expect(replaced.id).toBe(next.id);
        expect(process.logs().map(({ message }) => message)).toEqual([
          `the partner admin link of ${old.id} was not removed: ${next.label} signed in, and an identity can remove its own link only. ` +
            "The program links another identity instead. If the old one still exists, sign in as it and remove the link with `az managementpartner delete --partner-id 123456` (PAL_LINK_KEPT)",
        ]);
        expect(await gate(await as(next), named, replaced)).toBe("green");
        expect(written(emulator())).toEqual(["partner.create 200"]);
      },
    );

    it.each(whetherThere)(
      "warns and changes nothing where driftCheck is bestEffort: the old one %s",
      async (_name, isOldThere) => {
        const { old, next, given, kept } = taken(isOldThere);
        const driftCheck = printed(await refusal(next, given, kept), /set driftCheck: "([^"]+)"/);
        const lenient = { ...given, driftCheck };
        const message = `partner admin link not verified: ${readOnlyBy(old, next.label)} (PAL_NOT_VERIFIED)`;
        const warning = { urn: old.urn, severity: "warning", message, ephemeral: false };
        const [update, preview] = [await as(next), await as(next)];
        const updated = await withoutWriting(emulator(), () => up(update, lenient, kept));
        expect(update.logs()).toEqual([warning]);
        expect(await gate(preview, lenient, updated)).toBe("green");
        expect(preview.logs()).toEqual([warning]);
      },
    );

    it("is verified where the linked one signs in", async () => {
      const { old, next, given, kept } = taken(true);
      const id = printed(await refusal(next, given, kept), /Otherwise sign in as (\S+) /);
      expect(id).toBe(old.id);
      const process = await as(old);
      expect(await gate(process, given, kept)).toBe("green");
      expect(process.logs()).toEqual([]);
    });
  });

  describe("when a person signs in", () => {
    /** A link of an application whose stack a colleague previews, who has a link of their own or none. */
    async function previewed(theirs: string | null, changes: Properties = {}) {
      const me = someone(emulator());
      const colleague = person(emulator());
      setLink(emulator(), colleague, theirs);
      const outputs = linked(emulator(), me, { ...namesNobody, ...changes });
      const given = inputsOf(me, { ...namesNobody, ...changes });
      const process = await fresh({ environment: colleague.environment });
      return {
        me,
        process,
        given,
        kept: { id: me.id, inputs: checkedOf(me, { ...namesNobody, ...changes }), outputs },
        signedIn: readOnlyBy(me, colleague.label),
      };
    }

    it.each([null, partner.partnerId, otherPartner.partnerId])(
      "warns and shows no change, whatever they are linked to: %s",
      async (theirs) => {
        const { process, given, kept, signedIn } = await previewed(theirs);
        expect(await gate(process, given, kept)).toBe("green");
        const message = `partner admin link not verified: ${signedIn} (PAL_NOT_VERIFIED)`;
        expect(process.logs()).toMatchObject([{ severity: "warning", message }]);
      },
    );

    it("keeps the linked identity in the inputs, which an unchanged resource has stored too", async () => {
      const { process, given, kept } = await previewed(null);
      expect((await process.check(kept.inputs, given)).inputs).toEqual(kept.inputs);
    });

    it("warns all the same where only a partner name is expected", async () => {
      const { process, given, kept } = await previewed(null, { expect: { partnerName: partner.name } });
      expect(await gate(process, given, kept)).toBe("green");
    });

    it("fails the gate where the linked identity is expected", async () => {
      const { me, process, given, kept } = await previewed(null);
      const named = { expect: { objectId: me.objectId } };
      const outputs = { ...kept.outputs, ...named };
      expect(await gate(process, { ...given, ...named }, { ...kept, outputs })).toBe("red");
    });

    it("fails an update of theirs before any write", async () => {
      const { me, process, given, kept } = await previewed(null);
      const news = { ...given, partnerId: otherPartner.partnerId };
      await withoutWriting(emulator(), () => expectFailure(up(process, news, kept)));
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    });
  });
});
