import type { Answer } from "./fields";
import { play } from "./play";
import { serviceAnswers } from "./serviceAnswers";
import { signInAnswers } from "./signInAnswers";
import { Bench } from "./bench";

/** Each value in every scene: `npm run answers` takes some minutes. */
const isWhole = process.env["PAL_ANSWERS"] === "whole";

describe("whatever a field of an answer holds, a callback says what is true of the link, in clean text", () => {
  let bench: Bench;
  const counts: { readonly operation: string; readonly cases: number }[] = [];

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(async () => {
    await bench.close();
    process.stdout.write(`${summary(counts)}\n`);
  });

  it.each([...signInAnswers, ...serviceAnswers])("$name", async (answer) => {
    const { cases, wrong } = await play(bench, answer, isWhole);
    counts.push({ operation: answer.operation, cases });
    expect(Object.fromEntries(wrong)).toEqual({});
    expect(cases).toBeGreaterThanOrEqual(floorOf(answer));
  });
});

/** Fewer cases than this prove nothing. */
function floorOf({ floor, scenes }: Answer): number {
  return isWhole ? floor : Math.floor(floor / scenes.length);
}

function summary(counts: readonly { readonly operation: string; readonly cases: number }[]): string {
  const sums = new Map<string, number>();
  for (const { operation, cases } of counts) sums.set(operation, (sums.get(operation) ?? 0) + cases);
  const total = counts.reduce((sum, { cases }) => sum + cases, 0);
  return `${total} cases: ${[...sums].map((sum) => sum.join(" ")).join(", ")}`;
}
