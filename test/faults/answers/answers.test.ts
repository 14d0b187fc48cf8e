import { play } from "./play";
import { serviceAnswers } from "./serviceAnswers";
import { signInAnswers } from "./signInAnswers";
import { Stage } from "./stage";

describe("whatever a field of an answer holds, a callback says what is true of the link, in clean text", () => {
  let stage: Stage;
  const counts: { readonly operation: string; readonly cases: number }[] = [];

  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(async () => {
    await stage.close();
    process.stdout.write(`${summary(counts)}\n`);
  });

  it.each([...signInAnswers, ...serviceAnswers])("$name", async (answer) => {
    const { cases, wrong } = await play(stage, answer);
    counts.push({ operation: answer.operation, cases });
    expect(Object.fromEntries(wrong)).toEqual({});
    expect(cases).toBeGreaterThanOrEqual(answer.floor);
  });
});

function summary(counts: readonly { readonly operation: string; readonly cases: number }[]): string {
  const sums = new Map<string, number>();
  for (const { operation, cases } of counts) sums.set(operation, (sums.get(operation) ?? 0) + cases);
  const total = counts.reduce((sum, { cases }) => sum + cases, 0);
  return `${total} cases: ${[...sums].map((sum) => sum.join(" ")).join(", ")}`;
}
