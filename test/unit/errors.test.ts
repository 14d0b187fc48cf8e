import fc from "fast-check";
import { asPalError, PalError, PartialSuccess } from "../../provider/errors";

const full = { cause: new Error("below"), statusCode: 409, serviceCode: "PartnerIdAlreadyLinked", requestId: "r-1" };

describe("PalError", () => {
  it("carries code, message and details", () => {
    const error = new PalError("PAL_LINK_EXISTS", "linked already", full);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "PalError", code: "PAL_LINK_EXISTS", message: "linked already", ...full });
  });

  it.each(["cause", "statusCode", "serviceCode", "requestId"] as const)("has no %s when none is given", (key) => {
    expect(new PalError("PAL_UNEXPECTED", "failed")[key]).toBeUndefined();
  });

  it("prints one short line: an empty stack, and its code as text", () => {
    const error = new PalError("PAL_AUTH_FAILED", "a long story", full);
    expect(error.stack).toBe("");
    expect(String(error)).toBe("PAL_AUTH_FAILED");
  });
});

describe("PartialSuccess", () => {
  const below = new PalError("PAL_EXPECTATION_FAILED", "written, but another company's");
  const partial = new PartialSuccess(below, "tenant/object", { partnerId: "1", __provider: "pointer" });

  it("has the shape that tells the engine to keep the resource", () => {
    expect(partial).toMatchObject({
      id: "tenant/object",
      properties: { partnerId: "1", __provider: "pointer" },
      reasons: ["written, but another company's"],
    });
  });

  it("keeps code, message and cause of what failed, without a stack", () => {
    expect(partial).toBeInstanceOf(PalError);
    expect(partial).toMatchObject({ code: below.code, message: below.message, cause: below, stack: "" });
  });
});

describe("asPalError", () => {
  it("passes a PalError on", () => {
    const error = new PalError("PAL_LINK_EXISTS", "linked already");
    expect(asPalError(error)).toBe(error);
  });

  it.each([
    { thrown: new TypeError("x is undefined"), message: "unexpected failure: x is undefined" },
    { thrown: "text", message: "unexpected failure: text" },
    { thrown: undefined, message: "unexpected failure: undefined" },
    { thrown: null, message: "unexpected failure: null" },
    { thrown: 5, message: "unexpected failure: 5" },
    { thrown: Symbol("s"), message: "unexpected failure: Symbol(s)" },
  ])("says of something else: $message", ({ thrown, message }) => {
    expect(asPalError(thrown)).toMatchObject({ code: "PAL_UNEXPECTED", message, stack: "" });
  });

  it("keeps what was thrown as cause", () => {
    const thrown = new TypeError("x is undefined");
    expect(asPalError(thrown).cause).toBe(thrown);
  });

  it("makes an Error of anything that can be thrown", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
        expect(asPalError(thrown)).toBeInstanceOf(PalError);
      }),
    );
  });

  it("shows no token of a failure that quotes one", () => {
    const token = "eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ0In0.c2lnbmF0dXJl";
    expect(asPalError(new Error(`refused: Bearer ${token}`)).message).not.toContain(token);
  });
});
