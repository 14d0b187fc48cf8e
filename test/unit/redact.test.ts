import fc from "fast-check";
import { redact } from "../../provider/redact";

const token = "eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ0Iiwib2lkIjoibyJ9.c2lnbmF0dXJl_-";

describe("redact", () => {
  it.each([
    { what: "a secret", text: "the secret hunter2!hunter2 is wrong", redacted: "the secret [secret] is wrong" },
    { what: "a secret twice", text: "hunter2!hunter2 hunter2!hunter2", redacted: "[secret] [secret]" },
    { what: "an access token", text: `Bearer ${token}, sent`, redacted: "Bearer [token], sent" },
    { what: "a token without its signature", text: "eyJhbGciOiJSUzI1NiJ9.e30", redacted: "[token]" },
    { what: "nothing", text: "nothing to hide: eyJ is no token", redacted: "nothing to hide: eyJ is no token" },
  ])("takes $what out of a text", ({ text, redacted }) => {
    expect(redact(text, ["hunter2!hunter2"])).toBe(redacted);
  });

  it("takes a secret out in its URI-encoded spelling", () => {
    expect(redact("client_secret=a%2Fb%20c%3D&x", ["a/b c="])).toBe("client_secret=[secret]&x");
  });

  it("takes the longer of two secrets first, so that no rest of it stays", () => {
    expect(redact("password1234", ["password", "password1234"])).toBe("[secret]");
  });

  it("does not take an empty secret for something", () => {
    expect(redact("text", [""])).toBe("text");
  });

  const fragment = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ 0:=&%\n\"'")) });
  // Upper case only, so that none is a part of the word that replaces it.
  const secret = fc.string({ unit: fc.constantFrom(...Array.from("ABCXYZ0~/+=& %é😀")), minLength: 6, maxLength: 40 });

  it("leaves no secret, in plain or URI-encoded spelling", () => {
    const secrets = fc.array(secret, { minLength: 1, maxLength: 4 });
    const spelling = fc.constantFrom((plain: string) => plain, encodeURIComponent);
    fc.assert(
      fc.property(secrets, fc.array(fc.tuple(fc.nat(), spelling, fragment), { minLength: 1 }), (known, parts) => {
        const text = parts.map(([index, spell, rest]) => spell(String(known.at(index % known.length))) + rest).join("");
        const redacted = redact(text, known);
        for (const each of known) {
          expect(redacted).not.toContain(each);
          expect(redacted).not.toContain(encodeURIComponent(each));
        }
      }),
    );
  });

  it("leaves no token, whatever stands around it", () => {
    const part = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ019_-")), minLength: 8, maxLength: 60 });
    const webToken = fc
      .tuple(part, part, part)
      .map(([header, claims, signature]) => `eyJ${header}.${claims}.${signature}`);
    fc.assert(
      fc.property(fragment, webToken, fragment, (before, each, after) => {
        const redacted = redact(`${before} ${each} ${after}`, []);
        expect(redacted).toBe(`${before} [token] ${after}`);
      }),
    );
  });

  it("leaves a text without secrets as it is", () => {
    fc.assert(
      fc.property(fragment, (text) => {
        expect(redact(text, ["S3CRET-S3CRET"])).toBe(text);
      }),
    );
  });

  it.each(["eyJ", "eyJ.", "eyJaaaaaaaa.", "-eyJ"])("reads 1 MiB of %j in less than half a second", (part) => {
    const flood = part.repeat(1_048_576 / part.length);
    const start = performance.now();
    redact(flood, []);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("does not fail on a secret that no URI can hold", () => {
    expect(redact("half a \ud83d pair", ["\ud83d"])).toBe("half a [secret] pair");
  });
});
