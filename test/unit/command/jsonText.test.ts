import fc from "fast-check";
import { jsonText } from "../../../provider/command/jsonText";

describe("jsonText", () => {
  it("is indented and ends its last line", () => {
    expect(jsonText({ a: [1, "ü 日本 😀"] })).toBe('{\n  "a": [\n    1,\n    "ü 日本 😀"\n  ]\n}\n');
  });

  it.each([
    { what: "a line end", text: "a\nb", json: '"a\\nb"\n' },
    { what: "an escape sequence", text: "\u001B[31m", json: '"\\u001b[31m"\n' },
    { what: "a C1 control", text: "\u009B31m", json: '"\\u009b31m"\n' },
    { what: "a line separator", text: "a\u2028b", json: '"a\\u2028b"\n' },
    { what: "a direction", text: "a\u202Eb", json: '"a\\u202eb"\n' },
    { what: "a command of a pipeline", text: "##vso[x] ##[error]", json: '"\\u0023#vso[x] \\u0023#[error]"\n' },
  ])("writes $what so that nothing acts on it", ({ text, json }) => {
    expect(jsonText(text)).toBe(json);
  });

  it("stands for the same value and holds nothing to act on, whatever the value", () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const parts = fc.constantFrom("##vso[", "##[", "#", "\u001B[", "\u2029");
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit, maxLength: 10 }), parts), { maxLength: 6 }), (texts) => {
        const json = jsonText([texts.join(""), { [texts.join("")]: null }]);
        expect(JSON.parse(json)).toEqual([texts.join(""), { [texts.join("")]: null }]);
        expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]|##\[|##vso\[/iu);
      }),
    );
  });
});
