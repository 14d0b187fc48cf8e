import * as messages from "../../../provider/runtime/messages";
import { sentencesOfFailures } from "./sentencesOfFailures";
import { sentencesOfLinks } from "./sentencesOfLinks";

/**
 * Every sentence, in full: users search for them, and docs/troubleshooting.md quotes them. A change here is made
 * on purpose.
 */
const sentences = { ...sentencesOfLinks, ...sentencesOfFailures };
const all = Object.entries(sentences).flatMap(([name, pairs]) =>
  pairs.map(([message, text]) => ({ name, message, text })),
);

describe("messages", () => {
  it.each(all)("$name is in full: $text", ({ message, text }) => {
    expect(message).toBe(text);
  });

  it("are all in this table", () => {
    expect(Object.keys(sentences).sort()).toStrictEqual(Object.keys(messages).sort());
  });

  it.each(all)("$name keeps to one line: $text", ({ message }) => {
    expect(message).not.toMatch(/[\r\n]/);
  });

  it.each(all)("$name names the actor: $text", ({ message }) => {
    expect(message).not.toMatch(/\b(somebody|someone|nobody|anybody|it is not known)\b/i);
  });

  it.each(all)("$name has no code, which the error or the log adds: $text", ({ message }) => {
    expect(message).not.toMatch(/PAL_/);
  });
});
