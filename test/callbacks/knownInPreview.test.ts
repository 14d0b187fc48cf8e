import type { Properties } from "./harness/callbacks";
import { inPreview } from "./harness/phases";
import { environmentOf, otherPartner, partner, setLink, type Someone, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { unknown } from "./harness/wireForm";
import { shareWorld } from "./harness/world";

const fromResource = { credentialFromResource: true };

describe("whose link it is, as an input", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  type Ids = (me: Someone) => Properties;
  const known: Ids = ({ tenantId, objectId }) => ({ tenantId, objectId });
  const notKnown: Ids = () => ({ tenantId: unknown, objectId: unknown });
  const leftOut: Ids = () => ({});

  function idsIn({ tenantId, objectId }: Properties): Properties {
    return Object.fromEntries(Object.entries({ tenantId, objectId }).filter(([, id]) => id !== undefined));
  }

  interface Row {
    readonly name: string;
    /** The program's inputs. */
    readonly given: (me: Someone) => Properties;
    readonly inPreview: Ids;
    readonly inUpdate: Ids;
  }

  function credential({ tenantId, clientId, clientSecret }: Someone, changes: Properties = {}): Properties {
    return { credential: { tenantId, clientId, clientSecret, ...changes } };
  }

  const refused = { clientSecret: "not-a-secret, refused" };
  const creations: Row[] = [
    { name: "of who signs in", given: (me) => inputsOf(me), inPreview: known, inUpdate: known },
    {
      name: "of who signs in when the partner is not known yet",
      given: (me) => inputsOf(me, { partnerId: unknown }),
      inPreview: known,
      inUpdate: known,
    },
    {
      name: "of nobody when the credential is not known yet",
      given: (me) => inputsOf(me, { credential: unknown }),
      inPreview: notKnown,
      inUpdate: leftOut,
    },
    {
      name: "of nobody when the secret is not known yet",
      given: (me) => inputsOf(me, credential(me, { clientSecret: unknown })),
      inPreview: notKnown,
      inUpdate: leftOut,
    },
    {
      name: "of nobody when a new credential is refused so far",
      given: (me) => inputsOf(me, credential(me, refused), fromResource),
      inPreview: notKnown,
      inUpdate: leftOut,
    },
  ];

  it.each(creations)("is given for a new link: $name", async ({ given, inPreview: inFirst, inUpdate }) => {
    const me = someone(emulator());
    const news = given(me);
    expect(idsIn((await provider().check({}, inPreview(news))).inputs)).toEqual(inFirst(me));
    expect(idsIn((await provider().check({}, news)).inputs)).toEqual(inUpdate(me));
  });

  const another = someoneElse();
  const existing: Row[] = [
    { name: "the state's for the same inputs", given: (me) => inputsOf(me), inPreview: known, inUpdate: known },
    {
      name: "the state's for a secret that is not known yet",
      given: (me) => inputsOf(me, credential(me, { clientSecret: unknown })),
      inPreview: known,
      inUpdate: known,
    },
    {
      name: "the state's for a secret that is refused",
      given: (me) => inputsOf(me, credential(me, refused)),
      inPreview: known,
      inUpdate: known,
    },
    {
      name: "the state's for another way of signing in that is refused",
      given: (me) => inputsOf(me, credential(me, { ...refused, environment: "public" })),
      inPreview: known,
      inUpdate: known,
    },
    {
      name: "made again, whatever ids come in",
      given: (me) => inputsOf(me, { tenantId: another, objectId: another }),
      inPreview: known,
      inUpdate: known,
    },
    {
      name: "nobody's for a credential that is not known yet",
      given: (me) => inputsOf(me, { credential: unknown }),
      inPreview: notKnown,
      inUpdate: leftOut,
    },
    {
      name: "nobody's for another application that is refused",
      given: (me) => inputsOf(me, credential(me, { clientId: another }), fromResource),
      inPreview: notKnown,
      inUpdate: leftOut,
    },
  ];

  it.each(existing)("is given for a link in state: $name", async ({ given, inPreview: inFirst, inUpdate }) => {
    const me = someone(emulator());
    const news = given(me);
    expect(idsIn((await provider().check(checkedOf(me), inPreview(news))).inputs)).toEqual(inFirst(me));
    expect(idsIn((await provider().check(checkedOf(me), news)).inputs)).toEqual(inUpdate(me));
  });

  it("is another identity's where diff will replace", async () => {
    const [old, next] = [someone(emulator()), someone(emulator())];
    const news = inputsOf(old, credential(next));
    const { inputs } = await provider().check(checkedOf(old), news);
    expect(idsIn(inputs)).toEqual(known(next));
    const state = linked(emulator(), old);
    expect(await provider().diff(old.id, state, inputs)).toMatchObject({ replaces: ["credential"] });
  });

  it.each([null, otherPartner.partnerId])("does not vary with the live link: %s", async (partnerId) => {
    const me = someone(emulator());
    linked(emulator(), me);
    const before = await provider().check(checkedOf(me), inPreview(inputsOf(me)));
    setLink(emulator(), me, partnerId);
    expect(await provider().check(checkedOf(me), inPreview(inputsOf(me)))).toEqual(before);
    expect(before.inputs).toEqual(checkedOf(me));
  });

  type Given = readonly [changes: Properties, declared?: Properties];
  const declarations: [name: string, given: (me: Someone) => Given][] = [
    ["the partner alone", () => [{}]],
    [
      "every setting",
      ({ objectId }) => [{ overwrite: true, driftCheck: "required", onDelete: "retain", expect: { objectId } }],
    ],
    ["options of the constructor", () => [{}, { ignoreChanges: ["partnerId"], ...fromResource }]],
    [
      "a credential with more fields",
      (me) => [credential(me, { environment: "public", auxiliaryTenantIds: [me.tenantId] })],
    ],
  ];

  it.each(declarations)("makes read return the inputs that check has returned: %s", async (_name, given) => {
    const me = someone(emulator());
    const news = inputsOf(me, ...given(me));
    const checked = await provider().onWire.check({}, inPreview(news));
    const { id, properties } = await provider().create((await provider().check({}, news)).inputs);
    const read = await provider().onWire.read(id, properties);
    expect(read.inputs).toEqual(checked.inputs);
  });

  it("makes read return the same inputs for an identity of the environment", async () => {
    const me = someone(emulator());
    const process = await fresh({ environment: environmentOf(me) });
    const news = inputsOf(me, { credential: undefined });
    const checked = await process.onWire.check({}, news);
    const { id, properties } = await process.create(checked.inputs);
    expect((await process.onWire.read(id, properties)).inputs).toEqual(checked.inputs);
  });

  const announcements: [name: string, live: string | null, changes: Properties, says: (me: Someone) => string][] = [
    ["a new link", null, {}, ({ label }) => `will link ${label} to ${partner.partnerId}`],
    [
      "an adoption",
      partner.partnerId,
      {},
      ({ label }) =>
        `${label} is already linked to 123456 (Fabrikam Consulting). The resource adopts that link, unless`,
    ],
    [
      "a replacement of another link",
      otherPartner.partnerId,
      { overwrite: true },
      ({ label }) => `${label} is linked to 654321 (Northwind Services); it will be replaced with 123456`,
    ],
  ];

  it.each(announcements)("is announced by a preview, and not by an update: %s", async (_name, live, changes, says) => {
    const me = someone(emulator());
    setLink(emulator(), me, live);
    const news = inputsOf(me, changes);
    await provider().check({}, news);
    expect(provider().logs(me.urn)).toEqual([]);
    await provider().check({}, inPreview(news));
    const message = expect.stringContaining(says(me)) as string;
    expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "info", message, ephemeral: false }]);
  });
});

/** A GUID that is nobody's. */
function someoneElse(): string {
  return "33333333-ffff-4fff-8fff-ffffffffffff";
}
