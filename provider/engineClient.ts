/** Whether a monitor of the SDK speaks to an engine: it is a gRPC client then, and mocks are none. */
export function isEngineClient(monitor: object): boolean {
  return "getChannel" in monitor && typeof monitor.getChannel === "function";
}
