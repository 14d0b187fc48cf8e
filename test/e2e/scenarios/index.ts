import type { Scenario } from "../harness/scenario";
import { adoption } from "./adoption";
import { args } from "./arguments";
import { atItsWorst } from "./atItsWorst";
import { colleagues } from "./colleagues";
import { continueOnError } from "./continueOnError";
import { credentials } from "./credentials";
import { dependants } from "./dependants";
import { drift } from "./drift";
import { existing } from "./existing";
import { failedReplacement } from "./failedReplacement";
import { goldenStates } from "./goldenStates";
import { importCommand } from "./importCommand";
import { life } from "./life";
import { lookAhead } from "./lookAhead";
import { madeAnew } from "./madeAnew";
import { migration } from "./migration";
import { options } from "./options";
import { ownership } from "./ownership";
import { partialSuccess } from "./partialSuccess";
import { plans } from "./plans";
import { refresh } from "./refresh";
import { replacement } from "./replacement";
import { rotation } from "./rotation";
import { tokens } from "./tokens";
import { unexpectedAnswers } from "./unexpectedAnswers";

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
  ...failedReplacement,
  ...continueOnError,
  ...unexpectedAnswers,
  ...atItsWorst,
  ...ownership,
  ...madeAnew,
  ...colleagues,
  ...dependants,
  ...plans,
  ...tokens,
  ...args,
  ...partialSuccess,
  ...rotation,
  ...importCommand,
  ...lookAhead,
  ...migration,
  ...goldenStates,
];
