import {
  customerTenant,
  deployer,
  guest,
  json,
  locationPartner,
  operate,
  outcome,
  partnerTenant,
  sendAs,
} from "./http";
import { shareEmulator } from "./running";

describe("Azure Resource Manager", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  describe("routing", () => {
    it.each([
      ["GET", "/providers/Microsoft.ManagementPartner/partners", "400 MissingApiVersionParameter"],
      [
        "GET",
        "/providers/Microsoft.ManagementPartner/partners?api-version=2017-01-01",
        "400 NoRegisteredProviderFound",
      ],
      ["GET", "/providers/Microsoft.NoSuchThing/partners?api-version=2018-02-01", "404 InvalidResourceNamespace"],
      ["GET", "/providers/Microsoft.ManagementPartner/partner?api-version=2018-02-01", "404 InvalidResourceType"],
      ["GET", "/providers/Microsoft.ManagementPartner/123456?api-version=2018-02-01", "404 InvalidResourceType"],
      ["GET", "/nothing/here?api-version=2018-02-01", "404 InvalidResourceType"],
      ["GET", `/subscriptions/${customerTenant}?api-version=2022-12-01`, "404 SubscriptionNotFound"],
      ["POST", "/providers/Microsoft.ManagementPartner/partners/123456?api-version=2018-02-01", "405 MethodNotAllowed"],
      ["PUT", "/providers/Microsoft.ManagementPartner/partners?api-version=2018-02-01", "405 MethodNotAllowed"],
      ["GET", "/tenants", "400 MissingApiVersionParameter"],
      ["GET", "/tenants?api-version=latest", "400 InvalidApiVersionParameter"],
    ])("answers %s %s with %s", async (method, path, expected) => {
      expect(outcome(await sendAs(running(), deployer, { method, path }))).toBe(expected);
    });

    it("lists the provider's operations", async () => {
      const path = "/providers/Microsoft.ManagementPartner/operations?api-version=2018-02-01";
      const answer = await sendAs(running(), deployer, { path });
      expect((json(answer) as { value: unknown[] }).value).toHaveLength(3);
    });

    it("lists the caller's tenant, and a guest's home beside it", async () => {
      const path = "/tenants?api-version=2022-12-01";
      const list = async (identity: { tenantId: string; objectId: string }) =>
        (json(await sendAs(running(), identity, { path })) as { value: { tenantId: string }[] }).value.map(
          (t) => t.tenantId,
        );
      expect(await list(deployer)).toEqual([customerTenant]);
      expect(await list(guest)).toEqual([customerTenant, partnerTenant]);
    });

    it("lists no subscriptions", async () => {
      const answer = await sendAs(running(), deployer, { path: "/subscriptions?api-version=2022-12-01" });
      expect((json(answer) as { value: unknown[] }).value).toEqual([]);
    });
  });

  describe("requests", () => {
    it("records operation, path, status and caller in the order of arrival, and nothing secret", async () => {
      await operate(running(), "PUT", locationPartner);
      await operate(running(), "GET");
      await sendAs(running(), deployer, { path: "/nowhere?api-version=2018-02-01" });
      const caller = { tenantId: customerTenant, objectId: deployer.objectId };
      const partners = "/providers/Microsoft.ManagementPartner/partners";
      expect(running().requests()).toEqual([
        { operation: "partner.create", method: "PUT", path: `${partners}/123456`, status: 200, ...caller },
        { operation: "partners.get", method: "GET", path: partners, status: 200, ...caller },
        { operation: "unknown", method: "GET", path: "/nowhere", status: 404, ...caller },
      ]);
    });
  });
});
