import { assertProxy, proxyVariable } from "../../../provider/azure/proxy";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { thrownBy } from "../fixtures";

/** As the Azure SDKs look them up. */
const order = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];

describe("proxyVariable", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it("names nothing without a proxy", () => {
    expect(proxyVariable()).toBeUndefined();
  });

  it.each(order.map((name, position) => ({ name, position })))(
    "names $name before those that come after it",
    ({ name, position }) => {
      for (const variable of order.slice(position)) process.env[variable] = "http://proxy.test:8080";
      expect(proxyVariable()).toBe(name);
    },
  );

  it("passes over empty variables", () => {
    Object.assign(process.env, { HTTPS_PROXY: "", ALL_PROXY: "", http_proxy: "http://proxy.test:8080" });
    expect(proxyVariable()).toBe("http_proxy");
  });
});

describe("proxyVariable of a service", () => {
  beforeEach(() => {
    ownEnvironment();
    process.env["HTTPS_PROXY"] = "http://proxy.test:8080";
  });
  afterEach(inheritedEnvironment);

  const url = "https://login.contoso.test:8443/path";

  it.each<{ exempt: string; name?: string; is?: string }>([
    { exempt: "login.contoso.test" },
    { exempt: "other.test, login.contoso.test ,another.test" },
    { exempt: ".contoso.test" },
    { exempt: ".login.contoso.test" },
    { exempt: "login.contoso.test", name: "no_proxy" },
    { exempt: "", is: "HTTPS_PROXY" },
    { exempt: "contoso.test", is: "HTTPS_PROXY" },
    { exempt: "gin.contoso.test", is: "HTTPS_PROXY" },
    { exempt: ".oso.test", is: "HTTPS_PROXY" },
    { exempt: "login.contoso.test.evil.test", is: "HTTPS_PROXY" },
  ])("is $is where $name exempts '$exempt'", ({ exempt, name = "NO_PROXY", is }) => {
    process.env[name] = exempt;
    expect(proxyVariable(url)).toBe(is);
  });

  it("is still the variable where no service is asked for", () => {
    process.env["NO_PROXY"] = "login.contoso.test";
    expect(proxyVariable()).toBe("HTTPS_PROXY");
  });
});

describe("assertProxy", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each([
    "http://proxy.test:8080",
    "https://proxy.test",
    "HTTP://10.0.0.1:3128/",
    "http://user:not-a-secret@proxy.test",
  ])("accepts %s", (url) => {
    process.env["HTTPS_PROXY"] = url;
    expect(assertProxy()).toBeUndefined();
  });

  it.each([{ environment: {} }, { environment: { HTTPS_PROXY: "" } }])("accepts $environment", ({ environment }) => {
    Object.assign(process.env, environment);
    expect(assertProxy()).toBeUndefined();
  });

  it.each([
    { what: "a host without a scheme", value: "proxy.test" },
    { what: "a host and a port without a scheme", value: "proxy.test:8080" },
    { what: "an address without a scheme", value: "10.0.0.1:8080" },
    { what: "user information without a scheme", value: "user:not-a-secret@proxy.test:8080" },
    { what: "a socks proxy", value: "socks5://user:not-a-secret@proxy.test:1080" },
    { what: "a scheme alone", value: "http://" },
    { what: "a port that is none", value: "http://user:not-a-secret@proxy.test:notaport" },
    { what: "a blank", value: " " },
  ])("refuses $what by the variable and shows nothing of its value", async ({ value }) => {
    process.env["ALL_PROXY"] = value;
    expect(await thrownBy(assertProxy)).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: "ALL_PROXY is not the URL of a proxy: it must begin with http:// or https://, such as http://proxy.example.com:8080",
    });
  });

  it("checks the variable that counts and no other", () => {
    Object.assign(process.env, { HTTPS_PROXY: "http://proxy.test", HTTP_PROXY: "proxy.test" });
    expect(assertProxy()).toBeUndefined();
  });
});
