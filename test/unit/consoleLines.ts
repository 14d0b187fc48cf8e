/** Takes over the console, which shows messages where there is no engine, until mocks are restored; gives its lines so far. */
export function consoleLines(): () => string[] {
  const console = jest.spyOn(globalThis.console, "error").mockImplementation(() => undefined);
  return () => console.mock.calls.map((call) => call.map(String).join(" "));
}
