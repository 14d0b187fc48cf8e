/** Goes on with stack traces; an error without one that is handed over has it from here, and is given back. */
export type Resume = (error?: unknown) => unknown;

/**
 * Makes errors without stack traces until it is told to resume. The SDK makes one for each property of a resource, and reads
 * it through source maps: 200 links would take two seconds longer.
 */
export function pauseTraces(): Resume {
  // Whoever looks for promises that never end needs them.
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"] !== undefined) return (error) => error;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const resume: Resume = (error) => {
    Error.stackTraceLimit = limit;
    if (error instanceof Error && !/\n\s+at /.test(error.stack ?? "")) Error.captureStackTrace(error, resume);
    return error;
  };
  return resume;
}
