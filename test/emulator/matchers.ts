// Jest types its asymmetric matchers as `any`; these are the same ones, typed so that they cannot hide a mistake.

export const anyText: unknown = expect.any(String);

export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function textWith(part: string): unknown {
  return expect.stringContaining(part);
}

export function objectWith(part: object): unknown {
  return expect.objectContaining(part);
}
