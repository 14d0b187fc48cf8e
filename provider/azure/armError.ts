import { quotable } from "../text";
import { jsonObject, objectOf } from "./json";

/** ARM's description of a failure, fit to be shown. */
export interface ArmError {
  readonly code: string;
  readonly message: string;
}

/** Inside `error`, as ARM has it, or on top, as the service's own description has it; undefined for anything else. */
export function armError(body: string): ArmError | undefined {
  const answer = jsonObject(body);
  const { code, message } = objectOf(answer?.["error"]) ?? answer ?? {};
  if (typeof code !== "string" || !/^[A-Za-z][\w.]{0,99}$/.test(code)) return undefined;
  return { code, message: typeof message === "string" ? quotable(message) : "" };
}
