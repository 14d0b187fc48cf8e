import type { Fields, RecordedCall } from "./recording";

/** What each resource's calls failed with, by URN. */
export function causesOf(calls: readonly RecordedCall[]): Record<string, string[]> {
  const causes: Record<string, string[]> = {};
  for (const { on = "", gives = {}, fails, keeps = {} } of calls) {
    const failures = (gives["failures"] ?? []) as readonly { readonly reason?: string }[];
    const reasons = (keeps["reasons"] ?? []) as readonly string[];
    const failed = fails === undefined ? [] : [fails.replace(/^\w+: /, "")];
    (causes[on] ??= []).push(...failures.flatMap(({ reason }) => reason ?? []), ...reasons, ...failed);
  }
  return causes;
}

/** Whether the engine's error quotes what a call failed with. */
export function quotes(message: string, causes: readonly string[] = []): boolean {
  return causes.some((cause) => cause !== "" && message.includes(cause));
}

/** The errors on rows as recorded, each as far as something that failed now says the same. */
export function quotedErrors(errors: Fields, processes: readonly (readonly RecordedCall[])[]): Fields {
  const causes = causesOf(processes.flat());
  return Object.fromEntries(
    Object.entries(errors).map(([urn, messages]) => [
      urn,
      (messages as readonly string[]).filter((message) => quotes(message, causes[urn])),
    ]),
  );
}
