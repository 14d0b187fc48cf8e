import { escaped, html, Markup, nothing, prose } from "../../../../provider/command/page/markup";

const texts: readonly { readonly what: string; readonly text: string; readonly shown: string }[] = [
  { what: "a script", text: "<script>alert(1)</script>", shown: "&lt;script&gt;alert(1)&lt;/script&gt;" },
  { what: "both quotes", text: `" onclick='x'`, shown: "&quot; onclick=&#39;x&#39;" },
  { what: "an entity", text: "&lt;b&gt;", shown: "&amp;lt;b&amp;gt;" },
  { what: "line ends of every kind", text: "a\r\nb\u2028c\u2029d\u0085e", shown: "a b c d e" },
  { what: "a terminal's colours", text: "\u001B[31mred\u001B[0m", shown: "red" },
  { what: "a reversal", text: "Contoso \u202Emoc.live\u202C", shown: "Contoso  moc.live" },
  { what: "isolates and marks of direction", text: "a\u2066b\u2069c\u200Fd\u061Ce", shown: "a b c d e" },
  { what: "half of a character", text: "a\uD800b", shown: "a b" },
  { what: "letters of other scripts", text: "Café שירותי 株式会社 👩‍💻", shown: "Café שירותי 株式会社 👩‍💻" },
  { what: "marks that a language stacks", text: "Việt o\u0302\u0323", shown: "Việt o\u0302\u0323" },
  { what: "marks that none does", text: `a${"\u0301".repeat(40)}b`, shown: `a${"\u0301".repeat(5)}b` },
];

describe("escaped", () => {
  it.each(texts)("shows $what on one clean line", ({ text, shown }) => {
    expect(escaped(text)).toBe(shown);
  });
});

describe("html", () => {
  it.each(texts)("escapes $what in an element and in an attribute", ({ text, shown }) => {
    expect(html`<b title="${text}">${text}</b>`.text).toBe(`<b title="${shown}">${shown}</b>`);
  });

  it("takes markup as it is, alone and in lists", () => {
    const items = ["<", ">"].map((text) => html`<li>${text}</li>`);
    expect(html`<b>${items}</b>`.text).toBe("<b><li>&lt;</li><li>&gt;</li></b>");
    expect(html`<b>${nothing}${html`<hr />`}</b>`.text).toBe("<b><hr /></b>");
  });

  it("leaves out the indentation of its source, and none of a value", () => {
    const value = new Markup("a\n  b");
    expect(
      html`<ul>
        <li>${value}</li>
      </ul>`.text,
    ).toBe("<ul>\n<li>a\n  b</li>\n</ul>");
  });
});

describe("prose", () => {
  it("sets what stands between backticks as code", () => {
    expect(prose("run `pulumi up` & `ls`").text).toBe("run <code>pulumi up</code> &amp; <code>ls</code>");
  });

  it("escapes what stands between them", () => {
    expect(prose("run `</code><script>`").text).toBe("run <code>&lt;/code&gt;&lt;script&gt;</code>");
  });

  it("leaves a single backtick alone", () => {
    expect(prose("a ` b").text).toBe("a ` b");
  });
});
