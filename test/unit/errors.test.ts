import fc from "fast-check";
import { asPalError, PalError, PartialSuccess, withCode } from "../../provider/errors";

const facts = {
  retryable: true,
  outcome: "pending",
  statusCode: 409,
  serviceCode: "PartnerIdAlreadyLinked",
  requestId: "r-1",
} as const;
const below = new Error("below");

describe("PalError", () => {
  it("carries its code, its text and the facts about the failure", () => {
    const error = new PalError("PAL_LINK_EXISTS", "already linked", { ...facts, cause: below });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "PalError",
      code: "PAL_LINK_EXISTS",
      text: "already linked",
      ...facts,
      cause: below,
    });
  });

  it("ends its message with the code", () => {
    expect(new PalError("PAL_LINK_EXISTS", "already linked").message).toBe("already linked (PAL_LINK_EXISTS)");
  });

  it("is of outcome none and not retryable when nothing else is said", () => {
    expect(new PalError("PAL_UNEXPECTED", "failed")).toMatchObject({ retryable: false, outcome: "none" });
  });

  it.each(["statusCode", "serviceCode", "requestId"] as const)("has no %s when none is given", (key) => {
    expect(new PalError("PAL_UNEXPECTED", "failed")[key]).toBeUndefined();
  });

  it("has no cause, which would be printed, when none is given", () => {
    expect("cause" in new PalError("PAL_UNEXPECTED", "failed")).toBe(false);
  });

  it("has an empty stack, which the dynamic-provider process would print", () => {
    expect(new PalError("PAL_AUTH_FAILED", "refused", facts).stack).toBe("");
  });
});

describe.each([
  { name: "withText", change: (error: PalError) => error.withText("in other words"), text: "in other words" },
  { name: "withHint", change: (error: PalError) => error.withHint(". Try again"), text: "failed. Try again" },
])("$name", ({ change, text }) => {
  const error = new PalError("PAL_SERVICE_FAILED", "failed", { ...facts, cause: below });

  it("keeps the code and every fact", () => {
    expect(change(error)).toMatchObject({ code: "PAL_SERVICE_FAILED", ...facts, stack: "" });
  });

  it("changes the text and still ends the message with the code, once", () => {
    expect(change(error)).toMatchObject({ text, message: `${text} (PAL_SERVICE_FAILED)` });
  });

  it("keeps the first failure as cause and leaves it as it was", () => {
    expect(change(error).cause).toBe(error);
    expect(error).toMatchObject({ text: "failed", cause: below });
  });

  it("adds no fact that was not there", () => {
    const bare = change(new PalError("PAL_SERVICE_FAILED", "failed"));
    expect(bare).toMatchObject({ retryable: false, outcome: "none" });
    expect([bare.statusCode, bare.serviceCode, bare.requestId]).toStrictEqual([undefined, undefined, undefined]);
  });

  it("keeps every fact when it is done twice", () => {
    expect(change(change(error))).toMatchObject({ code: "PAL_SERVICE_FAILED", ...facts });
  });
});

describe("withOutcome", () => {
  const error = new PalError("PAL_AUTH_FAILED", "refused", { ...facts, outcome: "none" });

  it("changes the outcome and keeps everything else, with the first failure as cause", () => {
    const changed = error.withOutcome("pending");
    expect(changed).toMatchObject({
      ...facts,
      outcome: "pending",
      code: "PAL_AUTH_FAILED",
      text: "refused",
      cause: error,
    });
    expect(error.outcome).toBe("none");
  });
});

describe("withCode", () => {
  it("puts the code in parentheses at the end", () => {
    expect(withCode("the link drifted", "PAL_DRIFT")).toBe("the link drifted (PAL_DRIFT)");
  });
});

describe("PartialSuccess", () => {
  const failure = new PalError("PAL_EXPECTATION_FAILED", "the link was written", facts);
  const partial = new PartialSuccess(failure, "tenant/object", { partnerId: "1", __provider: "pointer" });

  it("has the shape that makes the engine keep the resource, its reason being the message", () => {
    expect(partial).toMatchObject({
      id: "tenant/object",
      properties: { partnerId: "1", __provider: "pointer" },
      reasons: ["the link was written (PAL_EXPECTATION_FAILED)"],
      message: "the link was written (PAL_EXPECTATION_FAILED)",
    });
  });

  it("keeps code, text and every fact of the failure, which is its cause", () => {
    expect(partial).toBeInstanceOf(PalError);
    const { code, text } = failure;
    expect(partial).toMatchObject({ code, text, ...facts, cause: failure, stack: "" });
  });
});

describe.each([
  { name: "withText", change: (error: PalError) => error.withText("in other words"), text: "in other words" },
  { name: "withHint", change: (error: PalError) => error.withHint(". Try again"), text: "written. Try again" },
])("$name of a PartialSuccess", ({ change, text }) => {
  it("still makes the engine keep the resource, with the new text as reason", () => {
    const failure = new PalError("PAL_SERVICE_FAILED", "written", facts);
    const changed = change(new PartialSuccess(failure, "tenant/object", { partnerId: "1" }));
    expect(changed).toBeInstanceOf(PartialSuccess);
    expect(changed).toMatchObject({ id: "tenant/object", properties: { partnerId: "1" }, text, ...facts });
    expect(changed).toMatchObject({ reasons: [`${text} (PAL_SERVICE_FAILED)`] });
  });
});

describe("asPalError", () => {
  it("passes a PalError on", () => {
    const error = new PalError("PAL_LINK_EXISTS", "already linked");
    expect(asPalError(error)).toBe(error);
  });

  it.each([
    { thrown: new TypeError("x is undefined"), text: "unexpected failure: x is undefined" },
    { thrown: "text", text: "unexpected failure: text" },
    { thrown: undefined, text: "unexpected failure: undefined" },
    { thrown: null, text: "unexpected failure: null" },
    { thrown: 5, text: "unexpected failure: 5" },
    { thrown: Symbol("s"), text: "unexpected failure: Symbol(s)" },
    { thrown: Object.create(null) as unknown, text: "unexpected failure: a value without text" },
  ])("reports anything else as $text", ({ thrown, text }) => {
    expect(asPalError(thrown)).toMatchObject({
      code: "PAL_UNEXPECTED",
      text,
      message: `${text} (PAL_UNEXPECTED)`,
      stack: "",
    });
  });

  it("does not claim that nothing was written when it does not know the failure", () => {
    expect(asPalError(new TypeError("x is undefined")).outcome).toBe("unknown");
  });

  it("keeps what was thrown as cause", () => {
    const thrown = new TypeError("x is undefined");
    expect(asPalError(thrown).cause).toBe(thrown);
  });

  it("gives a PalError for anything that can be thrown", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
        expect(asPalError(thrown)).toBeInstanceOf(PalError);
      }),
    );
  });

  it("shows no token when the failure quotes one", () => {
    const token = "eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ0In0.c2lnbmF0dXJl";
    expect(asPalError(new Error(`refused: Bearer ${token}`)).message).not.toContain(token);
  });
});
