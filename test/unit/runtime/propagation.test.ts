import { setTimeout as delay } from "node:timers/promises";
import { PalError, PartialSuccess } from "../../../provider/errors";
import { isPropagationDelay, retryWhilePropagating } from "../../../provider/runtime/propagation";
import { consoleLines } from "../consoleLines";
import { declarationOf, thrownBy } from "../fixtures";

jest.mock("node:timers/promises");

const minute = 60_000;

function refusal(serviceCode?: string): PalError {
  return new PalError("PAL_AUTH_FAILED", "refused", serviceCode === undefined ? {} : { serviceCode });
}

const unauthorized = new PalError("PAL_SERVICE_FAILED", "refused", { statusCode: 401 });
const wrongSecret = refusal("7000215");

/** Work that fails with each of these first. */
function failingWith(failures: readonly PalError[]): () => Promise<string> {
  const left = [...failures];
  return () => {
    const failure = left.shift();
    return failure === undefined ? Promise.resolve("done") : Promise.reject(failure);
  };
}

describe("isPropagationDelay", () => {
  it.each([
    { when: "the secret of another resource is refused", made: true, failure: wrongSecret, answer: true },
    { when: "the application of another resource is not known", made: true, failure: refusal("700016"), answer: true },
    { when: "ARM does not know the new identity's token", made: true, failure: unauthorized, answer: true },
    { when: "a secret that the program wrote down is refused", made: false, failure: wrongSecret, answer: false },
    { when: "ARM refuses an identity that the program wrote down", made: false, failure: unauthorized, answer: false },
    { when: "the secret has expired", made: true, failure: refusal("7000222"), answer: false },
    { when: "the tenant is not known", made: true, failure: refusal("90002"), answer: false },
    { when: "Entra gives no number", made: true, failure: refusal(), answer: false },
    {
      when: "ARM forbids it",
      made: true,
      failure: new PalError("PAL_SERVICE_FAILED", "x", { statusCode: 403 }),
      answer: false,
    },
  ])("is $answer when $when", ({ made, failure, answer }) => {
    expect(isPropagationDelay({ credentialFromResource: made }, failure)).toBe(answer);
  });
});

describe("retryWhilePropagating", () => {
  let waits: number[];

  beforeEach(() => {
    waits = [];
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] });
    jest.mocked(delay).mockImplementation((ms = 0) => {
      waits.push(ms);
      jest.setSystemTime(Date.now() + ms);
      return Promise.resolve(undefined as never);
    });
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const made = declarationOf({}, { credentialFromResource: true });

  it("does not wait when the work succeeds", async () => {
    expect(await retryWhilePropagating(made, () => Promise.resolve("done"))).toBe("done");
    expect(waits).toStrictEqual([]);
  });

  it("tries again until the credential is accepted, with pauses that grow to 15 s", async () => {
    const failures = Array.from({ length: 6 }, () => wrongSecret);
    expect(await retryWhilePropagating(made, failingWith(failures))).toBe("done");
    expect(waits).toStrictEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it("leaves no line on the row when it waits", async () => {
    const lines = consoleLines();
    await retryWhilePropagating(made, failingWith([wrongSecret]));
    expect(lines()).toStrictEqual([]);
  });

  it("gives up with the last failure before five minutes are over", async () => {
    const started = Date.now();
    expect(await thrownBy(() => retryWhilePropagating(made, () => Promise.reject(unauthorized)))).toBe(unauthorized);
    expect(Date.now() - started).toBeLessThan(5 * minute);
    expect(Date.now() - started).toBeGreaterThan(4.5 * minute);
  });

  it.each([
    { when: "the credential is not another resource's", declaration: declarationOf({}), failure: wrongSecret },
    { when: "the failure is another one", declaration: made, failure: refusal("7000222") },
    {
      when: "the resource is to be kept in state",
      declaration: made,
      failure: new PartialSuccess(unauthorized, "id", {}),
    },
  ])("fails at once when $when", async ({ declaration, failure }) => {
    expect(await thrownBy(() => retryWhilePropagating(declaration, () => Promise.reject(failure)))).toBe(failure);
    expect(waits).toStrictEqual([]);
  });

  it("fails with a PalError when the work throws anything else", async () => {
    const failed = retryWhilePropagating(made, () => Promise.reject(new TypeError("x is undefined")));
    await expect(failed).rejects.toMatchObject({ code: "PAL_UNEXPECTED" });
  });
});
