/** Secrets that are found again wherever they turn up, in letters that look the same however a text is quoted. */
export class Canaries {
  private readonly cores: string[] = [];

  /** A secret of this name, with every sign that is written differently somewhere. */
  make(name: string): string {
    const core = `canary0of0${name}0canary`;
    this.cores.push(core);
    return `${core} ä/+&"%`;
  }

  /** A token that somebody else made; it is known by each of its parts but the header, which is no secret. */
  token(token: string): string {
    this.cores.push(...token.split(".").filter((part) => part.length > 40 && !isHeader(part)));
    return token;
  }

  /** Those that stand in a text, as they are or in base64. */
  in(text: string): string[] {
    return this.cores.filter((core) => [core, ...[0, 1, 2].map((offset) => inBase64(core, offset))].some(isIn(text)));
  }
}

function isHeader(part: string): boolean {
  return Buffer.from(part, "base64url").toString("utf8").includes('"alg"');
}

const isIn = (text: string) => (spelling: string) => text.includes(spelling);

/** The middle of a text in base64 when so many bytes stand before it: it does not depend on what stands around it. */
function inBase64(text: string, offset: number): string {
  const encoded = Buffer.from("x".repeat(offset) + text).toString("base64");
  return encoded.slice([0, 2, 3][offset], -4);
}
