import { linkType } from "../../../provider/providerPointer";

interface Rule {
  readonly validateStack: (args: object, report: () => void) => void;
}

// Jest does not resolve this repository's own name; the built package stands in.
jest.mock("pulumi-partner-admin-link", () => jest.requireActual<object>("../../../dist"), { virtual: true });
jest.mock("pulumi-partner-admin-link/recognition", () => jest.requireActual<object>("../../../dist/recognition"), {
  virtual: true,
});

const { roleRules } = jest.requireActual<{ roleRules: readonly Rule[] }>("../../../examples/policies/roleRules");

class UnknownValueError extends Error {}

/** A stack of a first preview, which knows no identity yet, and how often its properties were read. */
function readsOf(count: number): number {
  let reads = 0;
  const props = new Proxy(
    {},
    {
      get: () => {
        reads += 1;
        throw new UnknownValueError();
      },
    },
  );
  const ofType = (type: string) => ({ type, props, propertyDependencies: {}, isType: () => type === linkType });
  const resources = [linkType, "azure-native:authorization:RoleAssignment"].flatMap((type) =>
    Array.from({ length: count }, () => ofType(type)),
  );
  for (const { validateStack } of roleRules) validateStack({ resources, getConfig: () => ({}) }, () => undefined);
  return reads;
}

describe("the rules about roles", () => {
  it("read no resource more often in a stack that is twice as large", () => {
    expect(readsOf(20)).toBe(2 * readsOf(10));
    expect(readsOf(10)).toBeGreaterThan(0);
  });
});
