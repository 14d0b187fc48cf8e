import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { cloudOf, type Clouds } from "../../../provider/azure/clouds";
import type * as Http from "../../../provider/azure/http";
import { thrownBy } from "../fixtures";

/** What an https host answers, which a server of a test cannot be. */
let mockBody: string | undefined;

jest.mock("../../../provider/azure/http", () => {
  const http = jest.requireActual<typeof Http>("../../../provider/azure/http");
  const bodyOf: typeof Http.bodyOf = (asked) =>
    mockBody === undefined ? http.bodyOf(asked) : Promise.resolve(mockBody);
  return { ...http, bodyOf };
});

interface Answer {
  readonly status?: number;
  readonly body: string;
}

const login = "https://login.local.test";
const authentication = { loginEndpoint: `${login}/`, audiences: ["https://arm.local.test/", "https://second.test/"] };
const complete = { authentication, resourceManager: "https://arm.local.test/" };

describe("cloudOf, by metadataHost", () => {
  let server: Server;
  let base: string;
  let requested: string[];
  let answers: Answer[];

  beforeEach(async () => {
    requested = [];
    answers = [];
    const answer: RequestListener = (request, response) => {
      requested.push(request.url ?? "");
      const { status = 200, body } = answers.shift() ?? { status: 418, body: "no answer is left" };
      response.writeHead(status, { "content-type": "application/json", "retry-after-ms": "1" }).end(body);
    };
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    mockBody = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function described(host = base, clouds?: Clouds): Promise<unknown> {
    const settings = {
      metadataHost: { value: host, source: "ARM_METADATA_HOSTNAME" },
      environment: { value: "china", source: "ARM_ENVIRONMENT" },
    };
    return cloudOf(settings, clouds);
  }

  const local = {
    authority: login,
    resourceManager: "https://arm.local.test",
    scope: "https://arm.local.test/.default",
    skipInstanceDiscovery: true,
  };

  it.each([
    { shape: "an object", body: JSON.stringify(complete) },
    { shape: "a list of one", body: JSON.stringify([complete]) },
    { shape: "an object after a byte order mark", body: `\uFEFF${JSON.stringify(complete)}` },
  ])("reads $shape, ignoring environment", async ({ body }) => {
    answers.push({ body });
    expect(await described()).toStrictEqual(local);
    expect(requested).toStrictEqual(["/metadata/endpoints?api-version=2022-09-01"]);
  });

  it("takes the host itself, by https, for the resource manager when none is named", async () => {
    mockBody = JSON.stringify({ authentication });
    expect(await described("arm.host.test:8443//")).toStrictEqual({
      ...local,
      resourceManager: "https://arm.host.test:8443",
    });
  });

  it("lets Microsoft's own login hosts be discovered", async () => {
    const microsoft = { ...authentication, loginEndpoint: "https://login.microsoftonline.us/" };
    answers.push({ body: JSON.stringify({ ...complete, authentication: microsoft }) });
    expect(await described()).toMatchObject({
      authority: "https://login.microsoftonline.us",
      skipInstanceDiscovery: false,
    });
  });

  it("asks once, however many want to know at the same time and later", async () => {
    answers.push({ body: JSON.stringify(complete) });
    const clouds: Clouds = new Map();
    await Promise.all([described(base, clouds), described(base, clouds)]);
    await described(base, clouds);
    expect(requested).toHaveLength(1);
  });

  it("tries again at once when the host is busy", async () => {
    answers.push({ status: 503, body: "later" }, { body: JSON.stringify(complete) });
    expect(await described()).toStrictEqual(local);
  });

  it("asks again after a failure", async () => {
    answers.push({ status: 404, body: "not yet" }, { body: JSON.stringify(complete) });
    const clouds: Clouds = new Map();
    await thrownBy(() => described(base, clouds));
    expect(await described(base, clouds)).toStrictEqual(local);
  });

  const incomplete =
    ": the answer names no login endpoint, audience and resource manager by https; check metadataHost$";
  it.each([
    {
      what: "HTTP 501",
      answer: { status: 501, body: "{}" },
      why: ": HTTP 501; check metadataHost and the network$",
    },
    {
      what: "HTTP 404",
      answer: { status: 404, body: JSON.stringify(complete) },
      why: ": HTTP 404; check metadataHost and the network$",
    },
    {
      what: "no resource manager of an http host",
      answer: { body: JSON.stringify({ authentication }) },
      why: incomplete,
    },
    {
      what: "a resource manager by http",
      answer: { body: JSON.stringify({ ...complete, resourceManager: "http://arm.local.test" }) },
      why: incomplete,
    },
    {
      what: "a login endpoint by http",
      answer: {
        body: JSON.stringify({
          ...complete,
          authentication: { ...authentication, loginEndpoint: "http://login.local.test" },
        }),
      },
      why: incomplete,
    },
    {
      what: "a resource manager with a user name",
      answer: { body: JSON.stringify({ ...complete, resourceManager: "https://user@arm.local.test" }) },
      why: incomplete,
    },
    { what: "HTML", answer: { body: "<html>sign in to the network</html>" }, why: "the answer is not JSON" },
    { what: "nothing", answer: { body: "" }, why: "the answer is not JSON" },
    { what: "null", answer: { body: "null" }, why: incomplete },
    { what: "an empty list", answer: { body: "[]" }, why: incomplete },
    {
      what: "no authentication",
      answer: { body: JSON.stringify({ resourceManager: "https://arm" }) },
      why: incomplete,
    },
    {
      what: "no login endpoint",
      answer: { body: '{"authentication":{"audiences":["https://arm"]}}' },
      why: incomplete,
    },
    {
      what: "no audiences",
      answer: { body: JSON.stringify({ authentication: { loginEndpoint: login } }) },
      why: incomplete,
    },
    {
      what: "no audience",
      answer: { body: JSON.stringify({ authentication: { ...authentication, audiences: [] } }) },
      why: incomplete,
    },
    {
      what: "a login endpoint that is null",
      answer: { body: '{"authentication":{"loginEndpoint":null,"audiences":["https://arm"]}}' },
      why: incomplete,
    },
    {
      what: "a resource manager that is a number",
      answer: { body: JSON.stringify({ ...complete, resourceManager: 5 }) },
      why: incomplete,
    },
    {
      what: "an empty resource manager",
      answer: { body: JSON.stringify({ ...complete, resourceManager: "" }) },
      why: incomplete,
    },
    {
      what: "a login endpoint that is a number",
      answer: { body: JSON.stringify({ ...complete, authentication: { ...authentication, loginEndpoint: 5 } }) },
      why: incomplete,
    },
    {
      what: "an audience that is a number",
      answer: { body: JSON.stringify({ ...complete, authentication: { ...authentication, audiences: [5] } }) },
      why: incomplete,
    },
    { what: "authentication that is a list", answer: { body: '{"authentication":[]}' }, why: incomplete },
    { what: "a text", answer: { body: '"text"' }, why: incomplete },
    { what: "a list of null", answer: { body: "[null]" }, why: incomplete },
    {
      what: "audiences that are one text",
      answer: { body: '{"authentication":{"loginEndpoint":"https://l","audiences":"https://arm"}}' },
      why: incomplete,
    },
  ])("fails on $what, naming the address, its source and the reason", async ({ answer, why }) => {
    answers.push(answer);
    const error = await thrownBy(described);
    expect(error).toMatchObject({
      code: "PAL_SERVICE_FAILED",
      message: expect.stringContaining(
        `cannot read the cloud's endpoints from ${base}/metadata/endpoints?api-version=2022-09-01 (ARM_METADATA_HOSTNAME): `,
      ) as string,
    });
    expect(error).toHaveProperty("text", expect.stringMatching(why));
  });

  describe("of a host that does not answer by https", () => {
    beforeEach(() => {
      // Only timers are fake: a request's time-out must not outlive the test that made the request.
      jest.useFakeTimers({
        doNotFake: ["Date", "hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate"],
      });
    });

    afterEach(() => {
      jest.useRealTimers();
    });

    it("reports why it cannot be reached, by https when no scheme is given", async () => {
      const host = base.replace("http://", "");
      const error = await thrownBy(() => described(host));
      expect(error).toHaveProperty("message", expect.stringMatching(`from https://${host}/metadata/.*: .+`));
      expect(error).toMatchObject({ code: "PAL_SERVICE_FAILED", cause: expect.any(Error) as Error });
    });

    it("keeps to one line", async () => {
      const error = await thrownBy(() => described(base.replace("http://", "")));
      expect((error as Error).message).not.toMatch(/[\r\n]/);
    });

    it("does not double the slash of a host given with one", async () => {
      const host = base.replace("http://", "");
      expect(await thrownBy(() => described(`${host}/`))).toHaveProperty(
        "message",
        expect.stringContaining(`from https://${host}/metadata/endpoints`),
      );
    });

    it("leaves no timer that keeps the program running", async () => {
      await thrownBy(() => described(base.replace("http://", "")));
      expect(jest.getTimerCount()).toBe(0);
    });
  });
});
