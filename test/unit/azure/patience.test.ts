import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "../../../provider/azure/limits";
import { noteHanging, patience } from "../../../provider/azure/patience";
import { OutOfTime } from "../../../provider/azure/timeouts";

let hosts = 0;

function newHost(): string {
  hosts += 1;
  return `https://host-${hosts}.example`;
}

function request(host: string, method = "GET"): PipelineRequest {
  return { url: `${host}/path`, method } as PipelineRequest;
}

const answer = { status: 200 } as PipelineResponse;

function send(sent: PipelineRequest, next: () => Promise<PipelineResponse>): Promise<PipelineResponse> {
  return patience.sendRequest(sent, next);
}

/** A call that waits as long as it may. */
async function waitInVain(host: string, method?: string): Promise<void> {
  const sent = request(host, method);
  const waiting = send(sent, () => Promise.reject(new OutOfTime(host, sent)));
  await expect(waiting).rejects.toThrow(`no answer from ${host} within 90 s`);
}

describe("patience", () => {
  let now = 0;

  beforeEach(() => {
    now = 1_000_000;
    jest.spyOn(Date, "now").mockImplementation(() => now);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(["GET", "POST"])("is over for a host that left a %s without an answer", async (method) => {
    const host = newHost();
    await waitInVain(host, method);
    const next = jest.fn(() => Promise.resolve(answer));
    await expect(send(request(host), next)).rejects.toThrow(`no answer from ${host} within 90 s`);
    expect(next).not.toHaveBeenCalled();
    expect(await send(request(newHost()), next)).toBe(answer);
  });

  it.each(["PUT", "PATCH", "DELETE"])("is not over after a %s: one write says little of a host", async (method) => {
    const host = newHost();
    await waitInVain(host, method);
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
  });

  it("is not over for a host that answered another request meanwhile", async () => {
    const host = newHost();
    await send(request(host), () => Promise.resolve(answer));
    now += limits.request;
    await waitInVain(host);
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
    now += limits.request + 1;
    await waitInVain(host);
    await expect(send(request(host), () => Promise.resolve(answer))).rejects.toThrow("no answer");
  });

  it("is that with one of two services of a host", async () => {
    const host = newHost();
    const arm = { url: `${host}/providers/Microsoft.ManagementPartner/partners`, method: "GET" } as PipelineRequest;
    const waiting = send(arm, () => Promise.reject(new OutOfTime(host, arm)));
    await expect(waiting).rejects.toThrow("no answer");
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
    await expect(send(arm, () => Promise.resolve(answer))).rejects.toThrow(`no answer from ${host} within 90 s`);
  });

  it("is not over after another failure", async () => {
    const host = newHost();
    await expect(send(request(host), () => Promise.reject(new Error("reset")))).rejects.toThrow("reset");
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
  });

  it("lasts as long as a call may take from when the program began to wait", async () => {
    const host = newHost();
    noteHanging(host, now - limits.operation + 20);
    const sent = request(host);
    const bounds: unknown[] = [];
    await send(sent, () => {
      bounds.push(sent.abortSignal);
      return Promise.reject(new Error("reset"));
    }).catch(() => undefined);
    expect(bounds).toEqual([expect.any(AbortSignal)]);
    now += 20;
    await expect(send(request(host), () => Promise.resolve(answer))).rejects.toThrow("no answer");
  });

  it("begins again when the host answers", async () => {
    const host = newHost();
    noteHanging(host, now - 10_000);
    await send(request(host), () => Promise.resolve(answer));
    now += limits.operation;
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
  });

  it("takes no notice of a wait that began before the last answer", async () => {
    const host = newHost();
    await send(request(host), () => Promise.resolve(answer));
    noteHanging(host, now - limits.operation);
    expect(await send(request(host), () => Promise.resolve(answer))).toBe(answer);
  });
});
