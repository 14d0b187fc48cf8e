import { InvalidInput, text, type Reader } from "./validate";

const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** Whether a URL leads to this machine, so that asking it leaves nothing behind elsewhere. */
export function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) {
    return false;
  }
  const { protocol, hostname } = new URL(url);
  return ["http:", "https:"].includes(protocol) && loopbackHosts.includes(hostname);
}

export const loopbackUrl: Reader<string> = (value, at) => {
  const url = text(value, at);
  if (!isLoopbackUrl(url)) {
    throw new InvalidInput(`${at}: must be a URL on this machine, such as http://127.0.0.1:8080`);
  }
  return url;
};
