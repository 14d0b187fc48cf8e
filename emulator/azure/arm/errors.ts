import type { Behaviour } from "../behaviour";

/** An error answer of Azure Resource Manager or of a resource provider behind it. */
export interface ArmError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly details?: readonly { readonly code: string; readonly message: string }[];
}

/** Thrown by whatever stands between a request and its answer. */
export class ArmRefusal extends Error {
  override readonly name = "ArmRefusal";

  constructor(readonly error: ArmError) {
    super(error.message);
  }
}

export function refuse(status: number, code: string, message: string): ArmRefusal {
  return new ArmRefusal({ status, code, message });
}

/** The error that a behaviour value such as `"404 NotFound"` stands for. */
export function refuseAs(statusAndCode: string, message: string): ArmRefusal {
  const [status = "400", code = "BadRequest"] = statusAndCode.split(" ");
  return refuse(Number(status), code, message);
}

export function armErrorResponse(
  { status, code, message, headers, details }: ArmError,
  shape: Behaviour["errorBody"] = "wrapped",
): Response {
  const error = { code, message, ...(details === undefined ? {} : { details }) };
  const body = shape === "flat" ? error : { error };
  return Response.json(body, { status, ...(headers === undefined ? {} : { headers }) });
}
