import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientCertificate } from "partner-admin-link-emulator";
import type { Properties } from "./harness/callbacks";
import { CallbackError } from "./harness/callbacks";
import { setLink, type Someone, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { secretOf, unknown } from "../support/wireForm";
import { shareProvider } from "./harness/sharedProvider";

const secret = "not-a-secret, but kept as one";

describe("a secret of the credential, which a transform may have put in as plain text", () => {
  const { emulator, provider, start, reset, stop } = shareProvider();
  const folder = mkdtempSync(join(tmpdir(), "pal-certificate-"));
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const application = ({ tenantId, clientId }: Someone): Properties => ({ tenantId, clientId });

  async function certificateOf({ tenantId, objectId }: Someone): Promise<string> {
    const { certificate, pem } = await createClientCertificate();
    emulator().addCertificate(tenantId, objectId, certificate);
    const path = join(folder, `${objectId}.pem`);
    writeFileSync(path, pem);
    return path;
  }

  type Credential = (me: Someone) => Promise<Properties>;
  const fields: [field: string, credential: Credential][] = [
    ["clientSecret", (me) => Promise.resolve({ ...application(me), clientSecret: secret })],
    [
      "clientCertificatePassword",
      async (me) => ({
        ...application(me),
        clientCertificatePath: await certificateOf(me),
        clientCertificatePassword: secret,
      }),
    ],
  ];

  const newcomer = () => someone(emulator(), { clientSecrets: [secret] });

  /** What the provider gives the engine to keep, by the callback that gives it. */
  async function kept(me: Someone, credential: Properties): Promise<Record<string, Properties>> {
    const { onWire } = provider();
    const inputs = inputsOf(me, { credential });
    const state = linked(emulator(), me, { credential });
    const read = await onWire.read(me.id, state);
    const get = await onWire.read(me.id, inputs);
    setLink(emulator(), me, null);
    const failing = inputsOf(me, { credential, expect: { partnerName: "Tailspin" } });
    const effect = { kind: "status", status: 403, code: "AuthorizationFailed" } as const;
    emulator().addFault({ operation: "partner.delete", effect });
    return {
      "check of a new link": (await onWire.check({}, inputs)).inputs,
      "check of a link in state": (await onWire.check(checkedOf(me, { credential }), inputs)).inputs,
      "check that refuses": (await onWire.check({}, { ...inputs, partnerId: "x" })).inputs,
      create: (await onWire.create(inputs)).properties,
      update: await onWire.update(me.id, state, inputs),
      "read, as outputs": read.properties,
      "read, as inputs": read.inputs ?? {},
      "get, as outputs": get.properties,
      "get, as inputs": get.inputs ?? {},
      "create that wrote and failed": await partOf(() => {
        setLink(emulator(), me, null);
        return onWire.create(failing);
      }),
    };
  }

  async function partOf(fail: () => Promise<unknown>): Promise<Properties> {
    const error: unknown = await fail().catch((thrown: unknown) => thrown);
    return error instanceof CallbackError ? (error.partial?.properties ?? {}) : {};
  }

  it.each(fields)("is marked wherever the engine is given it to keep: %s", async (field, credentialOf) => {
    const me = newcomer();
    const credential = await credentialOf(me);
    const given = await kept(me, credential);
    const marked = { ...credential, [field]: secretOf(secret) };
    const credentials = Object.entries(given).map(([callback, properties]) => [callback, properties["credential"]]);
    expect(Object.fromEntries(credentials)).toEqual(
      Object.fromEntries(Object.keys(given).map((callback) => [callback, marked])),
    );
  });

  it("stays unknown as long as it is not known", async () => {
    const me = newcomer();
    const credential = { ...application(me), clientSecret: unknown };
    const { inputs } = await provider().onWire.check({}, inputsOf(me, { credential }, { dryRun: true }));
    expect(inputs["credential"]).toEqual(credential);
  });
});
