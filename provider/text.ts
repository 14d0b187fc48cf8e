/** Longest text of others that a message quotes, in characters. */
const longest = 300;

/** Characters that move the cursor, start a line or reverse what is read: C0 and C1 controls, line ends, directions. */
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]+/gu;

/** A terminal's escape sequences, which would leave their parameters behind. */
const escape = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|.)?/gs;

/** What a pipeline's agent would take for a command: wherever in a line it stands, or at its beginning. */
const command = /##(?=\[|vso\[)/gi;
const firstCommand = /^\s*::/;

/** The text on one line of a terminal or a pipeline's log, without anything that either would act on. */
export function singleLine(text: string): string {
  return text.replace(escape, "").replace(control, " ").replace(command, "# #").replace(firstCommand, ": :").trim();
}

/** Text of others, such as a service's message or a partner's name, as it may be stored and shown: one line, cut at 300 characters. */
export function quotable(text: string): string {
  const line = singleLine(text);
  // Again, for the cut may leave half of a character or a blank at the end.
  return line.length > longest ? `${singleLine(line.slice(0, longest - 1))}…` : line;
}

/**
 * A value of the wrong form, as messages may name it: itself where it is short and made of the characters that are
 * expected, its shape otherwise, for it may be a secret that was put into the wrong field.
 */
export function shown(value: unknown, expected: RegExp): string {
  if (typeof value !== "string") return kindOf(value);
  if (value.length <= 20 && expected.test(value)) return JSON.stringify(value);
  if (value === "") return "an empty string";
  return `a string of length ${value.length} (not shown, it may be a secret)`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
