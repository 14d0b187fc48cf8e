/** Statuses whose answers have no body. */
const withoutBody: readonly number[] = [204, 205, 304];

export function allowsBody(status: number): boolean {
  return !withoutBody.includes(status);
}

/** A JSON answer of any status; where the status allows no body, an answer without one. */
export function jsonResponse(body: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return allowsBody(status) ? Response.json(body, { status, headers }) : new Response(null, { status, headers });
}
