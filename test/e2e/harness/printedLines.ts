/** What program and provider print, without Node's own warnings. */
export function withoutWarningsOfNode(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== "" && !/\(node:\d+\)|--trace-/.test(line));
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** What a program ended with, as far as it does not depend on lines of code. */
export function withoutStack(message: string): string {
  const lines = message
    .replace(colours, "")
    .split("\n")
    .filter((line) => !/^\s+at |^\S+:\d+$/.test(line));
  return lines.join("\n").trim();
}
