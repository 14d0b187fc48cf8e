import type { RequestListener } from "node:http";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { httpClient } from "../../../provider/azure/httpClient";
import { observeAhead } from "../../../provider/azure/observeAhead";
import { resolveSettings } from "../../../provider/azure/settings";
import { signIn } from "../../../provider/azure/signIn";
import { traitsOf } from "../../../provider/azure/traits";
import { PalError } from "../../../provider/errors";
import { azureAnswers } from "../fakeAzure";
import { clientId, linkedAsDeclared, newResource, tenantId } from "../fixtures";
import { type LocalServer, openServer } from "./localServer";

const mockObserving = { isBroken: false };

jest.mock("../../../provider/azure/observe", () => {
  const { observe } = jest.requireActual<typeof import("../../../provider/azure/observe")>(
    "../../../provider/azure/observe",
  );
  const broken = (): Promise<never> => Promise.reject(new Error("broken"));
  return { observe: (...given: Parameters<typeof observe>) => (mockObserving.isBroken ? broken() : observe(...given)) };
});
jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");
jest.mock("../../../provider/azure/limits", () => {
  const { limits } = jest.requireActual<typeof import("../../../provider/azure/limits")>(
    "../../../provider/azure/limits",
  );
  return { limits: { ...limits, lookAhead: 60 } };
});

const settings = resolveSettings(
  { tenantId, clientId, clientSecret: "not-a-secret" },
  { config: () => undefined, environment: {} },
);

describe("observeAhead", () => {
  let server: LocalServer;

  beforeAll(async () => {
    server = await openServer();
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  afterAll(() => server.close());

  function observe(): ReturnType<typeof observeAhead> {
    return observeAhead(settings, true, new Map());
  }

  function status(code: number): RequestListener {
    return (_request, response) => response.writeHead(code).end("{}");
  }

  /** Makes the sign-in ask the server, the way the SDKs do. */
  function signInAsks(answer: RequestListener): void {
    server.answer(answer);
    jest.mocked(signIn).mockImplementation(async () => {
      const request = createPipelineRequest({
        url: server.origin,
        headers: createHttpHeaders(),
        allowInsecureConnection: true,
      });
      await httpClient().sendRequest(request);
      throw new PalError("PAL_AUTH_FAILED", "no token");
    });
  }

  it.each([
    { live: linkedAsDeclared, told: linkedAsDeclared },
    { live: undefined, told: null },
  ])("tells whose link it is, and when it was seen: $told", async ({ live, told }) => {
    const { identity } = newResource();
    azureAnswers(identity, [["get", live]]);
    const { observation, isThrottled } = await observe();
    expect(observation).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      traits: traitsOf(settings, true),
      identity,
      live: told,
    });
    expect(isThrottled).toBe(false);
  });

  it.each([
    ["a sign-in that is refused", () => azureAnswers(new PalError("PAL_AUTH_FAILED", "refused"))],
    ["a link that cannot be read", () => azureAnswers(newResource().identity, [["get", new Error("broken")]])],
    ["a service that fails", () => signInAsks(status(500))],
  ])("knows nothing after %s", async (_, prepare) => {
    prepare();
    expect(await observe()).toEqual({ isThrottled: false });
  });

  it("knows nothing, and waits for nothing, when looking breaks", async () => {
    mockObserving.isBroken = true;
    const cleared = jest.spyOn(globalThis, "clearTimeout");
    expect(await observe()).toEqual({ isThrottled: false });
    mockObserving.isBroken = false;
    expect(cleared).toHaveBeenCalled();
  });

  it("tells that it is to come back later", async () => {
    signInAsks(status(429));
    expect(await observe()).toEqual({ isThrottled: true });
  });

  it("names a host that does not answer in time, and waits for it no longer", async () => {
    const closed = new Promise((resolve) => {
      signInAsks(({ socket }) => socket.once("close", resolve));
    });
    expect(await observe()).toMatchObject({ observation: { hanging: server.origin }, isThrottled: false });
    await closed;
  });

  it("ends though nothing ever comes of it, and keeps the process alive until then", async () => {
    const timers = jest.spyOn(globalThis, "setTimeout");
    const cleared = jest.spyOn(globalThis, "clearTimeout");
    jest.mocked(signIn).mockReturnValue(new Promise(() => undefined));
    const observing = observe();
    const timer = timers.mock.results[0]?.value as NodeJS.Timeout;
    expect(timer.hasRef()).toBe(true);
    expect(await observing).toEqual({ isThrottled: false });
    expect(cleared).toHaveBeenCalledWith(timer);
  });
});
