import type { Properties } from "./harness/callbacks";
import { inPreview } from "./harness/phases";
import { environmentOf, otherPartner, setLink, type Someone, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { unknown } from "../support/wireForm";
import { shareProvider } from "./harness/sharedProvider";

const fromResource = { credentialFromResource: true };

describe("whose link it is, as an input", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareProvider();
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
});
