import fc from "fast-check";
import { PalError } from "../../provider/errors";
import { log } from "../../provider/runtime/log";
import { quotable, shown, singleLine } from "../../provider/text";
import { consoleLines } from "./consoleLines";
import { newResource } from "./fixtures";

/** What a terminal or a pipeline's agent acts on: controls, line ends, directions, halves of a character, commands. */
const actedOn = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]|##\[|##vso\[/iu;

interface Foreign {
  readonly what: string;
  readonly text: string;
  readonly line: string;
}

const foreign: readonly Foreign[] = [
  { what: "a colour", text: "a\u001B[1;31mb\u001B[0m", line: "ab" },
  { what: "a cursor that moves", text: "a\u001B[2J\u001B[10Ab", line: "ab" },
  { what: "a private mode", text: "a\u001B[?25l b", line: "a b" },
  { what: "a window's title, ended by BEL", text: "a\u001B]0;title\u0007b", line: "ab" },
  { what: "a hyperlink, ended by ST", text: "a\u001B]8;;https://x.test\u001B\\b", line: "ab" },
  { what: "a title that never ends", text: "a\u001B]0;title", line: "a" },
  { what: "a sequence of two characters", text: "a\u001Bcb", line: "ab" },
  { what: "an escape at the end", text: "a\u001B", line: "a" },
  { what: "an escape before a line end", text: "a\u001B\nb", line: "ab" },
  { what: "NUL, BEL, BS and DEL", text: "a\u0000b\u0007c\u0008d\u007Fe", line: "a b c d e" },
  { what: "C1 controls", text: "a\u0085b\u009B2Jc\u009Fd", line: "a b 2Jc d" },
  { what: "line feeds and carriage returns", text: "a\r\n\r\nb\rc", line: "a b c" },
  { what: "tabs", text: "a\t\tb", line: "a b" },
  { what: "U+2028 and U+2029", text: "a\u2028b\u2029c", line: "a b c" },
  { what: "marks of direction", text: "a\u200Eb\u200Fc\u061Cd", line: "a b c d" },
  { what: "directions", text: "a\u202Ab\u202Ec\u2066d\u2069e", line: "a b c d e" },
  { what: "the first half of a character", text: "a\uD83D", line: "a" },
  { what: "the second half of a character", text: "\uDE00 b", line: "b" },
  {
    what: "a command of Azure Pipelines",
    text: "a ##vso[task.complete result=Failed;]",
    line: "a # #vso[task.complete result=Failed;]",
  },
  { what: "the same in capitals", text: "##VSO[task.complete]", line: "# #VSO[task.complete]" },
  { what: "a format of a pipeline's log", text: "a ##[error]b", line: "a # #[error]b" },
  { what: "a command that an escape sequence hides", text: "#\u001B[0m#[error]", line: "# #[error]" },
  { what: "a command of GitHub Actions on a new line", text: "a\n::error::b", line: "a ::error::b" },
  { what: "a command of GitHub Actions at the beginning", text: " ::error::b", line: ": :error::b" },
  { what: "blanks around", text: "  a \n", line: "a" },
];

describe("singleLine", () => {
  it.each(foreign)("leaves $what without effect", ({ text, line }) => {
    expect(singleLine(text)).toBe(line);
    expect(line).not.toMatch(actedOn);
  });

  it.each(["Contoso Ltd. (Zürich)", "日本マイクロソフト", "שלום", "😀 a", "a # b ## c", "a  b", "a ::error::"])(
    "keeps %s as it is",
    (text) => {
      expect(singleLine(text)).toBe(text);
    },
  );

  it("leaves nothing to act on in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\u001B[", "##vso[", "\n"), (text, more) => {
        expect(singleLine(`${text}${more}${text}`)).not.toMatch(actedOn);
      }),
    );
  });
});

describe("quotable", () => {
  it.each(foreign)("leaves $what without effect", ({ text, line }) => {
    expect(quotable(text)).toBe(line);
  });

  it.each([
    { what: "300 characters as they are", text: "x".repeat(300), quoted: "x".repeat(300) },
    { what: "301 characters cut, with a mark", text: "x".repeat(301), quoted: `${"x".repeat(299)}…` },
    { what: "no blank before the mark", text: `${"x".repeat(290)}${" ".repeat(20)}y`, quoted: `${"x".repeat(290)}…` },
    { what: "no half of a character before the mark", text: `${"x".repeat(298)}😀😀`, quoted: `${"x".repeat(298)}…` },
    { what: "what is visible of the text counted", text: `${"\u001B[31m".repeat(100)}x`, quoted: "x" },
  ])("has $what", ({ text, quoted }) => {
    expect(quotable(text)).toBe(quoted);
  });
});

describe("shown", () => {
  it.each([
    { value: "yes", expected: /^\w+$/, as: '"yes"' },
    { value: "x".repeat(20), expected: /^\w+$/, as: `"${"x".repeat(20)}"` },
    { value: "x".repeat(21), expected: /^\w+$/, as: "a string of length 21 (not shown, it may be a secret)" },
    { value: "a~b", expected: /^\w+$/, as: "a string of length 3 (not shown, it may be a secret)" },
    { value: "yes", expected: /^$/, as: "a string of length 3 (not shown, it may be a secret)" },
    { value: "", expected: /^\w+$/, as: "an empty string" },
    {
      value: "-----BEGIN PRIVATE KEY-----\nnot-a-secret",
      expected: /^\w+$/,
      as: "a string of length 40 (not shown, it may be a secret)",
    },
    { value: undefined, expected: /^/, as: "missing" },
    { value: null, expected: /^/, as: "null" },
    { value: ["not-a-secret"], expected: /^/, as: "a list" },
    { value: { secret: "not-a-secret" }, expected: /^/, as: "an object" },
    { value: 1234567, expected: /^/, as: "a number" },
    { value: true, expected: /^/, as: "a boolean" },
  ])("is $as for $value where $expected is expected", ({ value, expected, as }) => {
    expect(shown(value, expected)).toBe(as);
  });
});

describe("what is printed", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(foreign)("is one line when it quotes $what: an error", ({ text }) => {
    expect(new PalError("PAL_SERVICE_FAILED", `said: ${text}`).message).not.toMatch(actedOn);
    expect(new PalError("PAL_SERVICE_FAILED", "failed").withHint(`: ${text}`).message).not.toMatch(actedOn);
  });

  it.each(foreign)("is one line when it quotes $what: a line of the log", async ({ text }) => {
    const lines = consoleLines();
    await log.info(newResource().urn, `said: ${text}`);
    await log.warning(newResource().urn, "PAL_DRIFT", `said: ${text}`);
    expect(lines()).toHaveLength(2);
    expect(lines().filter((line) => actedOn.test(line))).toStrictEqual([]);
  });
});
