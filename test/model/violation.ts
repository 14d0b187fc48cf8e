/** The provider did what it must never do. */
export class Violation extends Error {}

export function demand(condition: boolean, what: string): void {
  if (!condition) throw new Violation(what);
}
