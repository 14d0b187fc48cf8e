/** Bounds of everything that crosses the network or comes from a file: the one place to change them. Times are in milliseconds, sizes in bytes. */
export const limits = {
  /** One HTTP request. */
  request: 30_000,
  /** One call of the service, its retries and the waiting between them included. */
  operation: 90_000,
  retries: 3,
  firstRetryDelay: 300,
  longestRetryDelay: 8_000,
  /** Before the first retry of a throttled request whose answer does not say when to come back; doubled each time. */
  firstThrottlingDelay: 2_000,
  /** Waiting for a credential that was made in the same update. */
  propagation: 300_000,
  firstPropagationDelay: 1_000,
  longestPropagationDelay: 15_000,
  /** What a tenant says of itself is asked for again after this. */
  metadataAge: 3_600_000,
  /** One observation in the program, from when its turn has come. */
  lookAhead: 10_000,
  /** An observation that is older says nothing of the link. */
  observationAge: 600_000,
  /** A token with less than this left is not used for another call. */
  tokenMargin: 120_000,
  /** Size of an answer's body, and of a file with a certificate, a token or stack config. */
  body: 1_048_576,
  /** Size of one page of a list. Azure decides how many rows a page has; a thousand with their names take 2 MiB. */
  listBody: 8_388_608,
  /** Size of a customers file. Ten thousand rows take 2 MiB. */
  customersFile: 16_777_216,
  /** Size of a stack's state. */
  stateFile: 134_217_728,
  /** Pages of one list. */
  pages: 200,
  /** Requests for single subscriptions, or identities that sign in, at the same time. */
  sideBySide: 16,
  /** Sign-ins by the Azure CLI at the same time: each is a process of its own. */
  azureCliSideBySide: 4,
} as const;

/** Retry policy of the Azure SDKs within those bounds. */
export const retryOptions = {
  maxRetries: limits.retries,
  retryDelayInMs: limits.firstRetryDelay,
  maxRetryDelayInMs: limits.longestRetryDelay,
};
