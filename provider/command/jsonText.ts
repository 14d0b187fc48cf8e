/** What JSON leaves as it is, and a terminal acts on: C1 controls, line ends, directions. */
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** What a pipeline's agent would take for a command, wherever in a line it stands. */
const command = /##(?=\[|vso\[)/gi;

/** JSON to be printed: the same values to whoever parses it, and nothing that a terminal or a pipeline's log acts on. */
export function jsonText(value: unknown): string {
  const lines = JSON.stringify(value, undefined, 2).split("\n");
  return `${lines.map((line) => line.replace(control, escaped).replace(command, "\\u0023#")).join("\n")}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
