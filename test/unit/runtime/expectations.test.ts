import type { LiveLink } from "../../../provider/azure/partnerClient";
import { partnerNameVerdict, unexpectedIdentity } from "../../../provider/runtime/expectations";
import { declared, identity, objectId, tenantId } from "../fixtures";

const other = "dddddddd-0000-4000-8000-000000000004";

describe("unexpectedIdentity", () => {
  it.each([
    { when: "nothing is expected", inputs: {} },
    { when: "only a name is expected", inputs: { expect: { partnerName: "Contoso" } } },
    { when: "tenant and object id are the expected ones", inputs: { expect: { tenantId, objectId } } },
  ])("is undefined when $when", ({ inputs }) => {
    expect(unexpectedIdentity(inputs, identity)).toBeUndefined();
  });

  it.each([
    { property: "tenantId", expected: { tenantId: other, objectId }, found: tenantId },
    { property: "objectId", expected: { tenantId, objectId: other }, found: objectId },
    { property: "tenantId", expected: { tenantId: other, objectId: other }, found: tenantId },
  ])("names $property, what was expected and what was found", ({ property, expected, found }) => {
    expect(unexpectedIdentity({ expect: expected }, identity)).toBe(
      `expect.${property} is "${other}" but ${identity.label} has "${found}": sign in as the identity you mean, or correct expect`,
    );
  });
});

describe("partnerNameVerdict", () => {
  it("is fine when nothing is expected at all", () => {
    expect(partnerNameVerdict({}, { partnerId: declared, partnerName: "Contoso" })).toBe("fine");
  });

  it.each([
    { expected: undefined, found: "Contoso", verdict: "fine" },
    { expected: undefined, found: undefined, verdict: "fine" },
    { expected: "Contoso", found: "Contoso", verdict: "fine" },
    { expected: " contoso ", found: "CONTOSO", verdict: "fine" },
    { expected: "Contoso", found: " Contoso\n", verdict: "fine" },
    { expected: "Contoso", found: undefined, verdict: "unknown" },
    { expected: "Contoso", found: "Contoso Ltd", verdict: "other" },
    { expected: "", found: "Contoso", verdict: "other" },
  ])("is $verdict for $found when $expected is expected", ({ expected, found, verdict }) => {
    const live = { partnerId: declared, partnerName: found } as LiveLink;
    expect(partnerNameVerdict({ expect: { partnerName: expected } }, live)).toBe(verdict);
  });
});
