/** Statuses whose answers have no body. */
const withoutBody: readonly number[] = [204, 205, 304];

/** A JSON answer of any status; where the status allows no body, an answer without one. */
export function jsonResponse(body: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return withoutBody.includes(status)
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}
