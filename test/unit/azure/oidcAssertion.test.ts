import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oidcAssertion } from "../../../provider/azure/oidcAssertion";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { clientId, tenantId, thrownBy } from "../fixtures";
import { type LocalServer, openServer, replying, reset } from "./localServer";

jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 1_000, operation: 2_000, retries: 1, firstThrottlingDelay: 1, body: 1_048_576 },
  retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

const app = { tenantId, clientId, source: "ARM_OIDC_REQUEST_URL" };
const requestToken = "not-a-secret, the request token";
const connection = "dddddddd-0000-4000-8000-000000000004";
const pipelines = `?serviceConnectionId=${connection}`;

describe("oidcAssertion of a token that is given", () => {
  it("is that token", async () => {
    expect(await oidcAssertion({ kind: "oidcToken", token: "not-a-secret", ...app })).toBe("not-a-secret");
  });
});

describe("oidcAssertion of a file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "id-token-"));
    path = join(folder, "token");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (from: string) => oidcAssertion({ kind: "oidcTokenFile", path: from, ...app });

  it("is what the file holds now, without blanks around", async () => {
    writeFileSync(path, "\n first \r\n");
    expect(await read(path)).toBe("first");
    writeFileSync(path, "second");
    expect(await read(path)).toBe("second");
  });

  it.each(["", " \n"])("fails on a file with %j, naming it and its source", async (text) => {
    writeFileSync(path, text);
    expect(await thrownBy(() => read(path))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `the ID token file ${path} (ARM_OIDC_REQUEST_URL) is empty`,
    });
  });

  it.each([
    { what: "a folder", from: () => folder, shown: () => folder, why: "it is not a regular file" },
    { what: "a missing file", from: () => path, shown: () => path, why: "there is no such file" },
    {
      what: "a token in place of a path",
      from: () => "not-a-secret.not-a-path",
      shown: () => "(a string of length 23 that leads nowhere, not shown)",
      why: "there is no such file",
    },
  ])("fails on $what, saying why", async ({ from, shown, why }) => {
    expect(await thrownBy(() => read(from()))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read the ID token file ${shown()} (ARM_OIDC_REQUEST_URL): ${why}`,
    });
  });
});

describe("oidcAssertion of a pipeline's issuer", () => {
  let server: LocalServer;

  beforeEach(async () => {
    ownEnvironment();
    server = await openServer();
  });

  afterEach(async () => {
    inheritedEnvironment();
    await server.close();
  });

  const ask = (query: string, audience = "api://AzureADTokenExchange") =>
    oidcAssertion({ kind: "oidcRequest", url: `${server.origin}/token${query}`, requestToken, audience, ...app });
  const asked = () => server.requests.map(({ method, url }) => `${method} ${url}`);

  it("is GitHub's token for the audience", async () => {
    server.answer(replying(200, JSON.stringify({ value: "id-token", oidcToken: "other" })));
    expect(await ask("?api-version=2.0&audience=old", "api://a b")).toBe("id-token");
    expect(asked()).toStrictEqual(["GET /token?api-version=2.0&audience=api%3A%2F%2Fa+b"]);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${requestToken}`);
  });

  it.each([
    { query: pipelines, sent: `${pipelines}&api-version=7.1` },
    { query: `?api-version=7.2&serviceConnectionId=${connection.toUpperCase()}`, sent: undefined },
  ])("is Azure Pipelines' token for the connection of $query", async ({ query, sent = query }) => {
    server.answer(replying(200, JSON.stringify({ oidcToken: "id-token", value: "other" })));
    expect(await ask(query)).toBe("id-token");
    expect(asked()).toStrictEqual([`POST /token${sent}`]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${requestToken}`,
      "content-type": "application/json",
      "x-tfs-fedauthredirect": "Suppress",
    });
  });

  it.each(["my-connection", "", `${connection}0`])("is not asked for with the connection %j, no GUID", async (name) => {
    server.answer(replying(404));
    expect(await thrownBy(() => ask(`?serviceConnectionId=${name}`))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringMatching(
        /^serviceConnectionId in oidcRequestUrl must be the ID of a service connection, a GUID, not its name: open the connection in Project settings > Service connections/,
      ) as string,
    });
    expect(asked()).toStrictEqual([]);
  });

  const refused = "; the request token is refused. It is valid only while its own job runs: do not store it";
  const accessToken =
    "; the request token is refused. It is valid only while its own job runs: set it to $(System.AccessToken) of this job";
  const noConnection = "; the URL names no service connection. In Azure Pipelines";
  const unknown =
    "; there is no such service connection, or this pipeline may not use it: check serviceConnectionId, and the connection's Security > Pipeline permissions";
  const onPipelines = `${noConnection} set \`ARM_OIDC_REQUEST_TOKEN: $(System.AccessToken)\` and \`ARM_OIDC_REQUEST_URL: $(System.OidcRequestUri)?serviceConnectionId=<ID of the service connection>\` in the step's env`;

  it.each<{ query: string; on?: string; status: number; remedy: string; retryable?: boolean }>([
    { query: "", status: 401, remedy: refused },
    { query: "", status: 403, remedy: refused },
    { query: "", status: 301, remedy: refused },
    { query: "", status: 302, remedy: refused },
    { query: "", status: 400, remedy: "" },
    { query: "", status: 404, remedy: "" },
    { query: "", status: 405, remedy: onPipelines },
    { query: "", on: "GITHUB_ACTIONS", status: 405, remedy: onPipelines },
    { query: "", on: "TF_BUILD", status: 405, remedy: onPipelines },
    { query: "", on: "TF_BUILD", status: 404, remedy: onPipelines },
    { query: "", on: "TF_BUILD", status: 401, remedy: refused },
    { query: pipelines, status: 401, remedy: accessToken },
    { query: pipelines, status: 302, remedy: accessToken },
    { query: pipelines, status: 404, remedy: unknown },
    { query: pipelines, on: "TF_BUILD", status: 405, remedy: "" },
    { query: "", status: 500, remedy: "", retryable: true },
    { query: "", status: 204, remedy: "" },
  ])(
    "fails on $status for '$query' with the remedy '$remedy'",
    async ({ query, on = "ELSEWHERE", status, remedy, retryable = false }) => {
      process.env[on] = "true";
      server.answer(replying(status, requestToken));
      expect(await thrownBy(() => ask(query))).toMatchObject({
        code: "PAL_AUTH_FAILED",
        text: `no ID token from ${server.origin}: HTTP ${status}${remedy}`,
        statusCode: status,
        retryable,
      });
    },
  );

  it.each(["", "<html>", "[]", "null", "{}", '{"value":""}', '{"value":5}', '{"value":null}', '{"oidcToken":"x"}'])(
    "fails on 200 with %j",
    async (body) => {
      server.answer(replying(200, body));
      expect(await thrownBy(() => ask(""))).toMatchObject({
        code: "PAL_AUTH_FAILED",
        text: `no ID token from ${server.origin}: the answer holds no token`,
        retryable: false,
      });
    },
  );

  it("names the issuer that gave no answer, and may give one later", async () => {
    server.answer(reset);
    expect(await thrownBy(() => ask(""))).toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: `no ID token from ${server.origin}: no answer from ${server.origin}: socket hang up (ECONNRESET)`,
      retryable: true,
    });
  });

  it("names the setting that says where the issuer is when nothing listens there", async () => {
    const method = { kind: "oidcRequest", requestToken, audience: "a", ...app } as const;
    expect(await thrownBy(() => oidcAssertion({ ...method, url: "http://127.0.0.1:1/token" }))).toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: expect.stringMatching(/; check the network and oidcRequestUrl$/) as string,
      retryable: true,
    });
  });

  it("says that the issuer is throttling", async () => {
    server.answer(replying(429, requestToken));
    expect(await thrownBy(() => ask(""))).toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: `no ID token from ${server.origin}: ${server.origin} is throttling this machine or identity: try again in some minutes`,
      statusCode: 429,
      retryable: true,
    });
  });

  it("names the proxy that wants a password", async () => {
    server.answer(replying(407));
    const text = expect.stringMatching(
      /: the proxy that this machine names requires a user name and password/,
    ) as string;
    expect(await thrownBy(() => ask(""))).toMatchObject({ statusCode: 407, text, retryable: false });
  });
});
