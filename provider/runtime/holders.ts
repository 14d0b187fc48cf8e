/**
 * Which resource of the program holds which identity, as far as this process has seen. It keeps the delete that
 * follows a rename, a move or a forced replacement from removing the link its successor has just adopted.
 */
const checkedUrns = new Set<string>();
const holders = new Map<string, string>();
const seenAbsent = new Set<string>();

/** The program declares this resource in this run; resources only in state are never checked. */
export function recordChecked(urn: string): void {
  checkedUrns.add(urn);
}

/** Takes the identity for the resource, unless another one of the program holds it: then that one's URN. */
export function hold(id: string, urn: string): string | undefined {
  const holder = holders.get(id);
  if (holder !== undefined && holder !== urn) return holder;
  holders.set(id, urn);
  return undefined;
}

/** As hold, but only for a resource that the program of this run declares: refresh also diffs those it no longer does. */
export function holdIfChecked(id: string, urn: string): string | undefined {
  return checkedUrns.has(urn) ? hold(id, urn) : undefined;
}

/** URN of the resource of the program that holds the identity. */
export function holderOf(id: string): string | undefined {
  return holders.get(id);
}

/** Remembers that there was no link before anything was written, so that create need not look again. */
export function recordAbsent(id: string): void {
  seenAbsent.add(id);
}

export function wasSeenAbsent(id: string): boolean {
  return seenAbsent.has(id);
}
