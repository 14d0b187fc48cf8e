import { openings } from "./episodes";
import { expectNoViolation } from "./search";

/*
 * The same histories each time, so that a failure is the change's own. PAL_HISTORIES plays more or fewer, PAL_SEED others, PAL_OPENING those that begin in one way, or PAL_PATH one that was
 * found before. PAL_RUNTIME names the index.js of another build of provider/runtime.
 */
const { PAL_HISTORIES = "200", PAL_SEED = "42", PAL_PATH, PAL_OPENING } = process.env;
const opening = (Object.keys(openings) as (keyof typeof openings)[]).find((name) => name === PAL_OPENING);
const histories = Number(PAL_HISTORIES);
const seed = Number(PAL_SEED);
const longestHistory = 500;

describe("the life of a link", () => {
  it(
    `keeps every promise in ${histories} histories`,
    () => expectNoViolation({ seed, histories, path: PAL_PATH, opening }),
    Math.max(300_000, histories * longestHistory),
  );
});
