import { runtime } from "@pulumi/pulumi";
import { hasUnknown, secret, unknownValue } from "../../../provider/runtime/wire";

describe("unknownValue", () => {
  it("is the SDK's own", () => {
    expect(unknownValue).toBe(runtime.unknownValue);
  });
});

describe("hasUnknown", () => {
  it.each([
    { what: "the SDK's mark", value: runtime.unknownValue, unknown: true },
    { what: "a field of a block", value: { clientId: "x", clientSecret: runtime.unknownValue }, unknown: true },
    { what: "an element of a list in a block", value: { list: ["x", [runtime.unknownValue]] }, unknown: true },
    { what: "a text that contains the mark", value: `x${runtime.unknownValue}`, unknown: false },
    { what: "a key that is the mark", value: { [runtime.unknownValue]: "x" }, unknown: false },
    { what: "an empty block", value: {}, unknown: false },
    { what: "null", value: null, unknown: false },
    { what: "undefined", value: undefined, unknown: false },
    { what: "a number", value: 5, unknown: false },
  ])("is $unknown for $what", ({ value, unknown }) => {
    expect(hasUnknown(value)).toBe(unknown);
  });
});

describe("secret", () => {
  it.each(["not-a-secret, a text", { field: "not-a-secret, in a block" }, ""])(
    "is what the SDK reads as a secret: %j",
    (value) => {
      const wire = secret(value);
      expect(runtime.isRpcSecret(wire)).toBe(true);
      expect(runtime.unwrapRpcSecret(wire)).toStrictEqual(value);
    },
  );
});
