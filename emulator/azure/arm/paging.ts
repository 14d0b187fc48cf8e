import type { Context } from "hono";
import type { Env } from "../exchange";
import { usualPageSize } from "../pageSize";
import type { EmulatorState } from "../state";
import { refuse } from "./errors";

interface Page<Row> {
  readonly value: readonly Row[];
  readonly nextLink?: string;
}

/** A token that stands for a place in a list. */
export function skipToken(offset: number): string {
  return Buffer.from(String(offset)).toString("base64url");
}

/**
 * The place in a list that a token stands for.
 *
 * @throws ArmRefusal when there is no such token.
 */
export function offsetOf(token: string): number {
  const text = Buffer.from(token, "base64url").toString();
  if (!/^\d+$/.test(text)) {
    throw refuse(400, "InvalidSkipToken", `The skip token '${token}' is invalid.`);
  }
  return Number(text);
}

/** The page of a list that a request asks for, with a link to the next one. */
export function pageOf<Row>(state: EmulatorState, context: Context<Env>, rows: readonly Row[]): Page<Row> {
  const { pathname, searchParams } = new URL(context.req.url);
  const name = [...searchParams.keys()].find((key) => key.toLowerCase() === "$skiptoken") ?? "$skiptoken";
  const token = searchParams.get(name);
  const start = token === null ? 0 : offsetOf(token);
  const end = start + (state.pageSize ?? usualPageSize);
  const value = rows.slice(start, end);
  if (end >= rows.length) {
    return { value };
  }
  searchParams.set(name, skipToken(end));
  return { value, nextLink: `${state.origin}${pathname}?${searchParams.toString()}` };
}
