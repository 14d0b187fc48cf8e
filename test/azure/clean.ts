import { redact } from "../../provider/redact";
import { quotable } from "../../provider/text";

/** Placeholders by the value that they replace, such as the tenant's ID. */
export type Names = ReadonlyMap<string, string>;

/** Makes texts and bodies fit to be published. */
export interface Cleaner {
  readonly text: (text: string) => string;
  readonly json: (value: unknown) => unknown;
}

/** Fields whose text is the service's own vocabulary, not customer data. */
const ownWords = new Set(
  "code message type state status memberType assignmentType principalType tenantCategory tenantType authorizationSource resultTruncated actions notActions dataActions notDataActions".split(
    " ",
  ),
);
const ownNumbers = new Set(["etag", "version", "count", "totalRecords"]);

const guids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const addresses = /[^\s'"<>@]+@[^\s'"<>@]+/g;
/** In quotes that stand around words, not within one. */
const quoted = /(?<!\w)'((?:[^'\n]|'(?=\w))*)'(?!\w)/g;
/** What may stand in quotes: placeholders, and Azure's actions and types. */
const shownInQuotes = /^(<[a-z ]+>|Microsoft\..*|)$/;
/** A partner ID, of the acceptance or of somebody else, with the partner's name as the package writes it. */
const partner = /(<[a-z ]*partner>|(?<![\w-]|\d\.)\d{5,20}(?![\w-]|\.\d))( \((?!PAL_)(?:[^()]|\([^()]*\))*\))?/g;
const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const linkPath = /^\/providers\/microsoft\.managementpartner\/partners(\/|$)/i;

/** @param secrets - removed in every spelling. */
export function cleaner(names: Names, secrets: readonly string[]): Cleaner {
  const known = [...names].filter(([value]) => value !== "").sort(([one], [other]) => other.length - one.length);
  const named = (text: string): string =>
    known.reduce((all, [value, name]) => all.replace(new RegExp(`(?<![\\w-])${value}(?![\\w-])`, "gi"), name), text);
  const clean = (text: string): string =>
    named(redact(text, secrets)).replace(guids, "<guid>").replace(addresses, "<address>").replace(partner, unnamed);
  const word = (text: string): string =>
    quotable(clean(text).replace(quoted, (all, name: string) => (shownInQuotes.test(name) ? all : "'<name>'")));

  function json(value: unknown, field: string): unknown {
    if (Array.isArray(value)) {
      const [first, ...others] = value as unknown[];
      if (first === undefined) return [];
      return [json(first, field), ...(others.length === 0 ? [] : [`<${others.length} more>`])];
    }
    if (typeof value === "number") return ownNumbers.has(field) ? value : "<number>";
    if (typeof value === "string") return leaf(value, field);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), json(one, name)]));
  }

  function leaf(text: string, field: string): string {
    if (ownWords.has(field)) return word(text);
    if (time.test(text) || linkPath.test(text)) return clean(text);
    // Anything else may be customer data: only placeholders are shown.
    const whole = clean(text);
    return whole !== text && /^<[a-z ]+>$/.test(whole) ? whole : "<text>";
  }

  return { text: word, json: (value) => json(value, "") };
}

function unnamed(_all: string, id: string, name?: string): string {
  return `${id.startsWith("<") ? id : "<number>"}${name === undefined ? "" : " (<name>)"}`;
}
