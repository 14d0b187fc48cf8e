import type { Scenario } from "../harness/scenario";
import { adoption } from "./adoption";
import { credentials } from "./credentials";
import { drift } from "./drift";
import { existing } from "./existing";
import { life } from "./life";
import { options } from "./options";
import { refresh } from "./refresh";
import { replacement } from "./replacement";

/** The whole table. The test files split it so that Jest's workers share it. */
export const scenarios: readonly Scenario[] = [
  ...life,
  ...drift,
  ...adoption,
  ...existing,
  ...replacement,
  ...refresh,
  ...options,
  ...credentials,
];
