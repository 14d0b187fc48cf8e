/**
 * Takes over the console, which is where messages go without an engine, until mocks are restored. Returns what was
 * said so far.
 */
export function spokenOnConsole(): () => string[] {
  const console = jest.spyOn(globalThis.console, "error").mockImplementation(() => undefined);
  return () => console.mock.calls.map((call) => call.map(String).join(" "));
}
