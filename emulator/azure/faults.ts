import type { Operation } from "./operations";

/** Who sent a request, as far as it says so. */
export interface Caller {
  readonly tenantId?: string;
  readonly objectId?: string;
  readonly clientId?: string;
}

/** What happens to a request that a fault rule catches. */
export type FaultEffect =
  /**
   * Answered with this status instead, `before` the request has any effect (the default) or `after` it had. `body` replaces
   * the service's own error body of `code` and `message`; `after` without any of the three, the usual body is sent.
   */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly when?: "before" | "after";
      readonly code?: string;
      readonly message?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut, `before` the request has any effect or `after` it had (the reply is lost). */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** Answered as usual, but so many milliseconds later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Takes effect; half of the body comes at once, the rest so many milliseconds later. */
  | { readonly kind: "slowBody"; readonly ms: number }
  /** Takes effect; the JSON of the answer breaks off half way. */
  | { readonly kind: "truncate" }
  /** An HTML page instead of an answer, as from a gateway or a proxy. Status 502 unless given. */
  | { readonly kind: "html"; readonly status?: number; readonly body?: string }
  /**
   * Takes effect and is answered as usual, but with these fields of the JSON set or removed. They are paths such as
   * `properties.partnerId`, with a number for an item of a list: `0.resourceManager`.
   */
  | {
      readonly kind: "replace";
      readonly fields?: Readonly<Record<string, unknown>>;
      readonly remove?: readonly string[];
    }
  /** Takes effect and is answered as usual, under another content type. */
  | { readonly kind: "contentType"; readonly contentType: string }
  /** An Entra error of this number. Status 400 and error `invalid_request` unless the number is a known one or they are given. */
  | {
      readonly kind: "aadsts";
      readonly code: number;
      readonly status?: number;
      readonly error?: string;
      readonly message?: string;
    }
  /**
   * Answered with status 200 and JSON of so many bytes, spaces but for the `{}` at its end; has no effect. With `gzip` it is
   * compressed, to about a thousandth.
   */
  | { readonly kind: "flood"; readonly bytes: number; readonly gzip?: boolean }
  /** Never answered; has no effect. */
  | { readonly kind: "hang" };

/** Which calls a rule catches, counted from the moment it was added: the nth, or those from `from` to `to` (to the end when absent). */
export type FaultCalls = number | { readonly from: number; readonly to?: number };

/** A deterministic fault: these calls of this operation, by this caller when one is named, meet this effect. */
export interface FaultRule {
  /** `"*"` for every operation. */
  readonly operation: Operation | "*";
  readonly tenantId?: string;
  readonly objectId?: string;
  readonly clientId?: string;
  /** The first call when absent. */
  readonly calls?: FaultCalls;
  readonly effect: FaultEffect;
}

/** A rule in force and how many calls it has counted. */
export interface ActiveFault extends FaultRule {
  readonly id: number;
  readonly seen: number;
}

function matches(rule: FaultRule, operation: Operation, caller: Caller): boolean {
  const isCalled = (name: "tenantId" | "objectId" | "clientId") =>
    rule[name] === undefined || rule[name].toLowerCase() === caller[name]?.toLowerCase();
  return (
    (rule.operation === "*" || rule.operation === operation) &&
    isCalled("tenantId") &&
    isCalled("objectId") &&
    isCalled("clientId")
  );
}

function catches(calls: FaultCalls, call: number): boolean {
  return typeof calls === "number" ? call === calls : call >= calls.from && call <= (calls.to ?? Infinity);
}

/** The rules in force. Every rule counts every call it matches; of those that catch a call, the one added first acts. */
export class FaultTable {
  private rules: ActiveFault[] = [];
  private lastId = 0;

  add(rule: FaultRule): ActiveFault {
    this.lastId += 1;
    const added = { ...rule, id: this.lastId, seen: 0 };
    this.rules.push(added);
    return added;
  }

  all(): readonly ActiveFault[] {
    return [...this.rules];
  }

  clear(): void {
    this.rules = [];
  }

  /** Counts a call and says what happens to it; `undefined` for nothing out of the ordinary. */
  take(operation: Operation, caller: Caller): FaultEffect | undefined {
    let effect: FaultEffect | undefined;
    this.rules = this.rules.map((rule) => {
      if (!matches(rule, operation, caller)) {
        return rule;
      }
      const seen = rule.seen + 1;
      if (effect === undefined && catches(rule.calls ?? 1, seen)) {
        effect = rule.effect;
      }
      return { ...rule, seen };
    });
    return effect;
  }
}
