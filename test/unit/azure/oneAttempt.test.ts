import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { oneAttempt } from "../../../provider/azure/oneAttempt";

const { signal } = new AbortController();

function request(): PipelineRequest {
  return { url: "https://arm.example/partner" } as PipelineRequest;
}

function answering(status: number): () => Promise<PipelineResponse> {
  return () => Promise.resolve({ status } as PipelineResponse);
}

describe("oneAttempt", () => {
  it.each([200, 401, 404])("hands on an answer that would not be asked for again: %d", async (status) => {
    const { policy, isThrottled } = oneAttempt(signal);
    expect(await policy.sendRequest(request(), answering(status))).toMatchObject({ status });
    expect(isThrottled()).toBe(false);
  });

  it.each([408, 429, 500, 503])("fails as nothing that the SDKs retry: %d", async (status) => {
    const { policy, isThrottled, waitingFor } = oneAttempt(signal);
    const sending = policy.sendRequest(request(), answering(status));
    await expect(sending).rejects.toMatchObject({ name: "Error", message: `HTTP ${status}` });
    expect(isThrottled()).toBe(status === 429);
    expect(waitingFor()).toBeUndefined();
  });

  it("fails so without an answer, whatever the error was", async () => {
    const { policy } = oneAttempt(signal);
    const reset = Object.assign(new Error("reset"), { name: "RestError", code: "ECONNRESET" });
    const failure: unknown = await policy
      .sendRequest(request(), () => Promise.reject(reset))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "Error", cause: reset });
    expect(failure).not.toHaveProperty("code");
  });

  it("names the host that has not answered", () => {
    const { policy, waitingFor } = oneAttempt(signal);
    void policy.sendRequest(request(), () => new Promise(() => undefined));
    expect(waitingFor()).toBe("https://arm.example");
  });

  it("ends the request with the call, and when its own time is over", () => {
    const end = new AbortController();
    const own = new AbortController();
    const { policy } = oneAttempt(end.signal);
    const sent = [request(), { ...request(), abortSignal: own.signal }];
    const isEnded = (): unknown[] => sent.map(({ abortSignal }) => abortSignal?.aborted);
    for (const one of sent) void policy.sendRequest(one, () => new Promise(() => undefined));
    expect(isEnded()).toEqual([false, false]);
    own.abort();
    expect(isEnded()).toEqual([false, true]);
    end.abort();
    expect(isEnded()).toEqual([true, true]);
  });
});
