import { once } from "node:events";
import type { PipelineRequest } from "@azure/core-rest-pipeline";
import { endWith, within } from "../../../provider/azure/timeouts";

/** Settles when the signal does; keeps the process alive, as a request would. */
async function aborted(end: AbortSignal): Promise<void> {
  const hold = setInterval(() => undefined, 1000);
  await once(end, "abort");
  clearInterval(hold);
}

describe("within", () => {
  it("ends a call when its time is over", async () => {
    const start = performance.now();
    await within(30, aborted);
    expect(performance.now() - start).toBeGreaterThan(25);
  });

  it.each([0, -1])("ends a call before it begins when it has %d ms", async (ms) => {
    expect(await within(ms, ({ aborted: isEnded }) => Promise.resolve(isEnded))).toBe(true);
  });

  it.each([() => Promise.resolve(), () => Promise.reject(new Error("refused"))])(
    "leaves no timer behind, whatever came of the call (%#)",
    async (call) => {
      jest.useFakeTimers();
      await within(60_000, call).catch(() => undefined);
      const left = jest.getTimerCount();
      jest.useRealTimers();
      expect(left).toBe(0);
    },
  );
});

describe("endWith", () => {
  const controllers = (): [AbortController, AbortController] => [new AbortController(), new AbortController()];
  const answer = { status: 200 } as never;

  it.each([0, 1])("ends a request with either signal (%d)", async (which) => {
    const [own, given] = controllers();
    const request = { abortSignal: given.signal } as unknown as PipelineRequest;
    await endWith(own.signal, request, ({ abortSignal }) => {
      expect(abortSignal?.aborted).toBe(false);
      [own, given][which]?.abort();
      expect(abortSignal?.aborted).toBe(true);
      return Promise.resolve(answer);
    });
    expect(request.abortSignal).toBe(given.signal);
  });

  it.each([0, 1])("sends a request as ended when one signal is (%d)", async (which) => {
    const [own, given] = controllers();
    [own, given][which]?.abort();
    const request = { abortSignal: given.signal } as unknown as PipelineRequest;
    const seen: unknown[] = [];
    await endWith(own.signal, request, ({ abortSignal }) => {
      seen.push(abortSignal?.aborted);
      return Promise.resolve(answer);
    });
    expect(seen).toEqual([true]);
  });

  it("gives a request back as it was, and the signal without listeners", async () => {
    const [own, given] = controllers();
    const removed = [own.signal, given.signal].map((signal) => jest.spyOn(signal, "removeEventListener"));
    const [bare, bound] = [{}, { abortSignal: given.signal }] as unknown as [PipelineRequest, PipelineRequest];
    for (const request of [bare, bound]) {
      await expect(endWith(own.signal, request, () => Promise.reject(new Error("reset")))).rejects.toThrow("reset");
    }
    expect([bare, bound]).toEqual([{}, { abortSignal: given.signal }]);
    expect(removed.map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
  });
});
