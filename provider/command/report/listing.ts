import type { Problem, Row, Subject } from "./types";

/** What an input names. */
export interface Listing {
  readonly subjects: readonly Subject[];
  /** Identities that are named but cannot sign in. */
  readonly failed: readonly Row[];
  readonly problems: readonly Problem[];
}

/** Collects what an input names, in its order. */
export class ListingBuilder implements Listing {
  readonly subjects: Subject[] = [];
  readonly failed: Row[] = [];
  readonly problems: Problem[] = [];

  addProblem(text: string, line?: number): void {
    this.problems.push({ ...(line === undefined ? {} : { line }), text });
  }
}
