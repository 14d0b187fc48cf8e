import type { Properties } from "./harness/callbacks";
import { someone } from "./harness/principals";
import { inputsOf } from "./harness/properties";
import { shareWorld, withoutWriting } from "./harness/world";

const guid = "11111111-2222-4333-8444-555555555555";
const businessLocations = "(Partner Center > Account settings > Business locations)";

describe("bad input", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const businessId = `partnerId must be the ID of a location account, a string of digits such as "1234567" ${businessLocations}; it is `;
  const partnerIds: [name: string, partnerId: unknown, reason: string][] = [
    ["with letters", "12a456", `${businessId}a string of length 6 (not shown, it may be a secret)`],
    ["with a space in it", "123 456", `${businessId}"123 456"`],
    ["that is negative", -5, `${businessId}"-5"`],
    ["that is empty", "", `${businessId}an empty string`],
    ["of spaces", "  ", `${businessId}an empty string`],
    ["that is missing", undefined, `${businessId}missing`],
    [
      "that is a secret",
      "not-a-secret, but as long as one",
      `${businessId}a string of length 32 (not shown, it may be a secret)`,
    ],
    [
      "that is a GUID",
      guid,
      "partnerId is a GUID. A partner admin link takes the numeric partner ID of a location account (Partner Center > Account settings). A GUID is for customer usage attribution: set azure-native:partnerId for that",
    ],
  ];

  it.each(partnerIds)("fails check for a partner ID %s", async (_name, partnerId, reason) => {
    const me = someone(emulator());
    const { failures } = await withoutWriting(emulator(), () => provider().check({}, inputsOf(me, { partnerId })));
    expect(failures).toEqual([{ property: "", reason: `${reason} (PAL_CONFIG_INVALID)` }]);
    expect(emulator().requests()).toEqual([]);
  });

  const settings: [name: string, changes: Properties, failure: { property: string; reason: RegExp }][] = [
    [
      "driftCheck",
      { driftCheck: "sometimes" },
      {
        property: "",
        reason: /^driftCheck must be one of "required", "bestEffort", "off"; it is "sometimes" \(PAL_CONFIG_INVALID\)$/,
      },
    ],
    [
      "onDelete",
      { onDelete: "keep" },
      { property: "", reason: /^onDelete must be one of "unlink", "retain"; it is "keep" \(PAL_CONFIG_INVALID\)$/ },
    ],
    [
      "overwrite",
      { overwrite: "yes" },
      { property: "", reason: /^overwrite must be the boolean true or false; it is "yes" \(PAL_CONFIG_INVALID\)$/ },
    ],
    [
      "expect",
      { expect: { objectId: "nobody" } },
      { property: "", reason: /^expect\.objectId must be a GUID; it is "nobody" \(PAL_CONFIG_INVALID\)$/ },
    ],
    [
      "a field of expect",
      { expect: { object: guid } },
      { property: "", reason: /^expect\.object is unknown; tenantId, objectId and partnerName/ },
    ],
    // Never `credential`: the engine prints the value of the property it names.
    [
      "a field of credential",
      { credential: { secret: "x" } },
      { property: "", reason: /^unknown field credential\.secret; the fields of credential are tenantId, / },
    ],
    [
      "an incomplete credential",
      { credential: { clientId: guid, clientSecret: "x" } },
      { property: "", reason: /^the credential block .*credential\.tenantId/ },
    ],
    [
      "a credential without a way to sign in",
      { credential: { tenantId: guid, clientId: guid } },
      { property: "", reason: /^the credential block names no way to sign in: .*clientSecret/ },
    ],
  ];

  it.each(settings)("fails check for %s", async (_name, changes, { property, reason }) => {
    const me = someone(emulator());
    const { failures } = await withoutWriting(emulator(), () => provider().check({}, inputsOf(me, changes)));
    expect(failures).toEqual([{ property, reason: expect.stringMatching(reason) as string }]);
  });

  it("fails check, saying how to sign in here, when no credential is configured", async () => {
    const me = someone(emulator());
    const inputs = inputsOf(me, { credential: undefined });
    const { failures } = await withoutWriting(emulator(), () => provider().check({}, inputs));
    const reason = expect.stringMatching(
      /^no identity to sign in with: no credential is configured, and the Azure CLI is not installed\. Run `az login`\. For a service principal set ARM_TENANT_ID, /,
    ) as string;
    expect(failures).toEqual([{ property: "", reason }]);
  });

  it("fails check for an unknown cloud", async () => {
    const me = someone(emulator());
    const { tenantId, clientId, clientSecret } = me;
    const process = await fresh({ environment: { ARM_METADATA_HOSTNAME: "" } });
    const inputs = inputsOf(me, { credential: { tenantId, clientId, clientSecret, environment: "mars" } });
    const { failures } = await withoutWriting(emulator(), () => process.check({}, inputs));
    const reason =
      'credential.environment names an unknown cloud, "mars"; use public, usgovernment or china, or metadataHost for any other (PAL_CONFIG_INVALID)';
    expect(failures).toEqual([{ property: "", reason }]);
  });
});
