import { generateKeyPairSync } from "node:crypto";
import { startEmulator } from "../../emulator/azure";
import { deployer, json, outcome, partnersPath, send } from "./http";
import { claimsOf, signedBy, tampered } from "./jwt";
import { shareEmulator } from "./running";

describe("access tokens", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function get(authorization?: string) {
    return send(running(), { path: partnersPath(), headers: authorization === undefined ? {} : { authorization } });
  }

  describe("bearer check", () => {
    it("wants a token", async () => {
      const answer = await get();
      expect(outcome(answer)).toBe("401 AuthenticationFailed");
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer authorization_uri="https:\/\/127\.0\.0\.1:\d+\/"/);
    });

    it("wants a bearer token", async () => {
      expect(outcome(await get("Basic YTpi"))).toBe("401 AuthenticationFailedInvalidHeader");
    });

    it("refuses an expired token", async () => {
      const token = await running().issueToken(deployer, { lifetimeSeconds: -3600 });
      expect(outcome(await get(`Bearer ${token}`))).toBe("401 ExpiredAuthenticationToken");
    });

    it.each(["https://graph.microsoft.com", "https://management.azure.com"])(
      "refuses a token for %s",
      async (audience) => {
        const token = await running().issueToken(deployer, { audience });
        const answer = await get(`Bearer ${token}`);
        expect(outcome(answer)).toBe("401 InvalidAuthenticationTokenAudience");
        expect(answer.text).toContain(audience);
      },
    );

    it("accepts its audience with a slash at the end", async () => {
      const token = await running().issueToken(deployer, { audience: `${running().url}/` });
      expect(outcome(await get(`Bearer ${token}`))).toBe("404 NotFound");
    });

    it.each([
      ["of another issuer", { iss: "https://sts.windows.net/11111111-1111-4111-8111-111111111111/" }],
      ["of another tenant than its issuer", { tid: "22222222-2222-4222-8222-222222222222" }],
      ["of nobody", { oid: undefined }],
      ["that is not valid yet", { nbf: Math.floor(Date.now() / 1000) + 3600 }],
    ])("refuses a token %s", async (_, claims) => {
      const token = await running().issueToken(deployer, { claims });
      expect(outcome(await get(`Bearer ${token}`))).toBe("401 InvalidAuthenticationToken");
    });

    it.each([
      ["claims", 1],
      ["signature", 2],
    ] as const)("refuses a token whose %s were tampered with", async (_, part) => {
      const token = tampered(await running().issueToken(deployer), part);
      expect(outcome(await get(`Bearer ${token}`))).toBe("401 InvalidAuthenticationToken");
    });

    it("refuses a token with another signature", async () => {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const token = signedBy(claimsOf(await running().issueToken(deployer)), privateKey);
      expect(outcome(await get(`Bearer ${token}`))).toBe("401 InvalidAuthenticationToken");
    });

    it("refuses a token without a signature", async () => {
      const [, claims = ""] = (await running().issueToken(deployer)).split(".");
      const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
      expect(outcome(await get(`Bearer ${header}.${claims}.`))).toBe("401 InvalidAuthenticationToken");
    });

    it("refuses a token of another emulator", async () => {
      const other = await startEmulator();
      const token = await other.issueToken(deployer, { audience: running().url });
      await other.close();
      expect(outcome(await get(`Bearer ${token}`))).toBe("401 InvalidAuthenticationToken");
    });

    it("says why in the challenge and logs the refusal without a caller", async () => {
      const token = await running().issueToken(deployer, { lifetimeSeconds: -3600 });
      const answer = await get(`Bearer ${token}`);
      const { error } = json(answer) as { error: { message: string } };
      expect(answer.headers["www-authenticate"]).toContain(error.message);
      expect(running().requests()).toEqual([
        { operation: "partners.get", method: "GET", path: partnersPath().split("?")[0], status: 401 },
      ]);
    });
  });

  describe("startEmulator with a clock", () => {
    it("lets its own tokens expire as time goes by", async () => {
      let time = Date.UTC(2026, 0, 1);
      const emulator = await startEmulator({ now: () => time, tokenLifetimeSeconds: 600 });
      try {
        const authorization = `Bearer ${await emulator.issueToken(deployer)}`;
        const read = () => send(emulator, { path: partnersPath(), headers: { authorization } });
        expect(outcome(await read())).toBe("404 NotFound");
        time += 20 * 60 * 1000;
        expect(outcome(await read())).toBe("401 ExpiredAuthenticationToken");
      } finally {
        await emulator.close();
      }
    });
  });
});
