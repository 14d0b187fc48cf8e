/** A separator, a comment, or a word with its quotes. */
const token =
  /\d?>&\d|(&&|\|\||[|;&\n])|(?<![^\s;&|])#[^\n]*|((?:'[^']*'|"(?:\\.|[^"\\])*"|\$\([^)]*\)|\\[^\n]|[^\s'"\\|;&#]|(?<=\S)#)+)/g;

function withoutQuotes(word: string): string {
  return word.replaceAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, (_all, single, double, escaped) =>
    String(single ?? double ?? escaped),
  );
}

/** The commands of a script as lists of words: without comments, assignments in front and redirections. */
export function commandsOf(script: string): string[][] {
  const commands: string[][] = [[]];
  for (const [, separator, word] of script.replaceAll("\\\n", " ").matchAll(token)) {
    if (separator !== undefined) commands.push([]);
    else if (word !== undefined) commands.at(-1)?.push(word);
  }
  return commands
    .map((words) => words.filter((word, at) => !/^[0-9]?[<>]/.test(word) && !/^[0-9]?[<>]+$/.test(words[at - 1] ?? "")))
    .map((words) => words.slice(words.findIndex((word) => !/^\w+=/.test(word))).map(withoutQuotes))
    .filter((words) => words.length > 0 && !/^\w+=/.test(words[0] ?? ""));
}
