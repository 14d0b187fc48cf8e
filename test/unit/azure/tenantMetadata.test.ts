import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "../../../provider/azure/limits";
import { tenantMetadata } from "../../../provider/azure/tenantMetadata";

const contoso = "https://login.example/contoso/v2.0/.well-known/openid-configuration";
const fabrikam = contoso.replace("contoso", "fabrikam");
const discovery = "https://login.example/common/discovery/instance?api-version=1.1&authorization_endpoint=x";

describe("tenantMetadata", () => {
  let policy = tenantMetadata();
  let sent: string[] = [];
  let statuses: number[] = [];

  beforeEach(() => {
    policy = tenantMetadata();
    sent = [];
    statuses = [];
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  function ask(url: string, method = "GET"): Promise<PipelineResponse> {
    return policy.sendRequest({ url, method } as PipelineRequest, (request) => {
      sent.push(request.url);
      const status = statuses.shift() ?? 200;
      if (status === 0) return Promise.reject(new Error("reset"));
      return Promise.resolve({ status, request, bodyAsText: `${sent.length}` } as PipelineResponse);
    });
  }

  it.each([contoso, discovery])("is asked for once, however many want it at once and later: %s", async (url) => {
    const answers = [...(await Promise.all([ask(url), ask(url)])), await ask(url)];
    expect(answers.map(({ bodyAsText }) => bodyAsText)).toEqual(["1", "1", "1"]);
    expect(sent).toEqual([url]);
  });

  it("is that of a tenant", async () => {
    await ask(contoso);
    expect(await ask(fabrikam)).toMatchObject({ bodyAsText: "2" });
  });

  it.each([0, 404, 503])("is asked for again after a failure (%d)", async (status) => {
    statuses = [status];
    await ask(contoso).catch(() => undefined);
    expect(await ask(contoso)).toMatchObject({ status: 200, bodyAsText: "2" });
    await ask(contoso);
    expect(sent).toHaveLength(2);
  });

  it("does not make the failure of one everybody's", async () => {
    statuses = [0];
    const [first, second] = await Promise.allSettled([ask(contoso), ask(contoso)]);
    expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("is asked for again after an hour", async () => {
    const now = jest.spyOn(Date, "now").mockReturnValue(0);
    await ask(contoso);
    now.mockReturnValue(limits.metadataAge);
    await ask(contoso);
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["another request", "https://login.example/contoso/oauth2/v2.0/token", "GET"],
    ["a POST", contoso, "POST"],
  ])("is nothing of %s", async (_, url, method) => {
    await ask(url, method);
    await ask(url, method);
    expect(sent).toHaveLength(2);
  });
});
