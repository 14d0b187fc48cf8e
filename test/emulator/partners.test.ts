import {
  customerTenant,
  deployer,
  globalPartner,
  guest,
  guestAtHome,
  json,
  locationPartner,
  operate,
  otherLocationPartner,
  outcome,
  partnersPath,
  sendAs,
} from "./http";
import { textLike } from "./matchers";
import { shareEmulator } from "./running";

describe("Azure Resource Manager", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  interface PartnerBody {
    id: string;
    type: string;
    name: string;
    etag: number;
    properties: {
      partnerId: string;
      partnerName: string;
      tenantId: string;
      objectId: string;
      version: number;
      createdTime: string;
      updatedTime: string;
      state: string;
    };
  }

  describe("partner operations", () => {
    it("answers PUT of a first link with the object the service shows", async () => {
      const answer = await operate(running(), "PUT", locationPartner);
      expect(answer.status).toBe(200);
      const body = json(answer) as PartnerBody;
      expect(body).toEqual({
        id: "/providers/microsoft.managementpartner/partners/123456",
        type: "Microsoft.ManagementPartner/partners",
        name: "123456",
        etag: 1,
        properties: {
          partnerId: "123456",
          partnerName: "Fabrikam Consulting",
          tenantId: customerTenant,
          objectId: deployer.objectId,
          version: 1,
          createdTime: textLike(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,7}Z$/),
          updatedTime: body.properties.createdTime,
          state: "Active",
        },
      });
    });

    it.each([
      ["without an id", partnersPath()],
      [
        "without an id, with a slash at the end",
        "/providers/Microsoft.ManagementPartner/partners/?api-version=2018-02-01",
      ],
      ["by id", partnersPath(locationPartner)],
      ["in lower case", partnersPath(locationPartner).toLowerCase()],
      ["in upper case", `/PROVIDERS/MICROSOFT.MANAGEMENTPARTNER/PARTNERS/${locationPartner}/?api-version=2018-02-01`],
    ])("answers GET %s with what PUT answered", async (_, path) => {
      const created = json(await operate(running(), "PUT", locationPartner));
      const read = await sendAs(running(), deployer, { path });
      expect(json(read)).toEqual(created);
    });

    it("ignores whatever body a PUT carries", async () => {
      const answer = await sendAs(running(), deployer, {
        method: "PUT",
        path: partnersPath(locationPartner),
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ properties: { partnerId: otherLocationPartner } }),
      });
      expect((json(answer) as PartnerBody).properties.partnerId).toBe(locationPartner);
    });

    it("answers DELETE with an empty body", async () => {
      await operate(running(), "PUT", locationPartner);
      const answer = await operate(running(), "DELETE", locationPartner);
      expect(answer).toMatchObject({ status: 200, text: "" });
      expect(running().links()).toMatchObject([{ state: "Deleted", version: 2 }]);
    });

    it.each([
      ["the same partner", locationPartner],
      ["another partner", otherLocationPartner],
    ])("refuses PUT where %s is linked", async (_, partnerId) => {
      await operate(running(), "PUT", locationPartner);
      const answer = await operate(running(), "PUT", partnerId);
      expect(outcome(answer)).toBe("409 PartnerIdAlreadyLinked");
      expect((json(answer) as { error: { message: string } }).error.message).toBe(
        "This user or service principal is already linked with a Partner ID",
      );
      expect(running().link(customerTenant, deployer.objectId)?.partnerId).toBe(locationPartner);
    });

    it.each([
      ["PUT", "nobody's", "77777777"],
      ["PUT", "a global account's", globalPartner],
      ["PATCH", "nobody's", "77777777"],
      ["PATCH", "a global account's", globalPartner],
      ["PUT", "an invalid", "12a456"],
      ["PATCH", "an invalid", "%20123456"],
    ])("refuses %s of %s partner ID and writes nothing", async (method, _, partnerId) => {
      running().setLink(customerTenant, deployer.objectId, otherLocationPartner);
      expect(outcome(await operate(running(), method, partnerId))).toBe("400 BadRequest");
      expect(running().link(customerTenant, deployer.objectId)).toMatchObject({ partnerId: "654321", version: 1 });
    });

    it("keeps one link for each identity", async () => {
      const identities = running().directory.tenants.flatMap(({ tenantId, principals }) =>
        principals.map(({ objectId }) => ({ tenantId, objectId })),
      );
      for (const identity of identities) {
        await sendAs(running(), identity, { method: "PUT", path: partnersPath(locationPartner) });
      }
      expect(identities).toHaveLength(7);
      expect(
        running()
          .links()
          .map(({ tenantId, objectId }) => ({ tenantId, objectId })),
      ).toEqual(identities);
    });

    it("shows one identity nothing of another's link", async () => {
      await operate(running(), "PUT", locationPartner);
      for (const identity of [guest, guestAtHome]) {
        expect(outcome(await sendAs(running(), identity, { path: partnersPath() }))).toBe("404 NotFound");
      }
    });

    it("refuses a principal without an account in the tenant, whatever it asks", async () => {
      const stranger = { tenantId: customerTenant, objectId: "11111111-aaaa-4aaa-8aaa-00000000000f" };
      running().addPrincipal(customerTenant, {
        name: "csp-admin",
        kind: "user",
        objectId: stranger.objectId,
        noAccount: true,
      });
      for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
        const answer = await sendAs(running(), stranger, { method, path: partnersPath(locationPartner) });
        expect(outcome(answer)).toBe("400 BadRequest");
        expect(answer.text).toContain("does not have an account in this tenant");
      }
      running().removePrincipal(customerTenant, stranger.objectId);
    });

    it("gives writes what is left of the write budget, and reads nothing of it", async () => {
      const writes = [
        await operate(running(), "PUT", locationPartner),
        await operate(running(), "DELETE", locationPartner),
      ];
      const [left] = writes.map(({ headers }) => Number(headers["x-ms-ratelimit-remaining-tenant-writes"]));
      expect(left).toBeLessThan(1200);
      expect(writes[1]?.headers["x-ms-ratelimit-remaining-tenant-writes"]).toBe(String(Number(left) - 1));
      const read = await operate(running(), "GET");
      expect(read.headers["x-ms-ratelimit-remaining-tenant-writes"]).toBeUndefined();
    });

    it("gives every answer its ids and sends the client's own back", async () => {
      const answer = await sendAs(running(), deployer, {
        path: partnersPath(),
        headers: {
          "x-ms-correlation-request-id": "my-correlation",
          "x-ms-client-request-id": "my-request",
          "x-ms-return-client-request-id": "true",
        },
      });
      expect(answer.headers).toMatchObject({
        "x-ms-request-id": textLike(/^[0-9a-f-]{36}$/),
        "x-ms-correlation-request-id": "my-correlation",
        "x-ms-client-request-id": "my-request",
      });
    });
  });

  /** Recorded from the real service: the first version seen, and the version after each call. */
  const recordedSequences: readonly (readonly [string, number, readonly (readonly [string, string, number])[]])[] = [
    [
      "production, July 2018",
      18,
      [
        ["PUT", locationPartner, 18],
        ["DELETE", locationPartner, 19],
        ["PUT", locationPartner, 20],
        ["PATCH", otherLocationPartner, 21],
      ],
    ],
    [
      "pre-production, February 2018",
      57,
      [
        ["PUT", locationPartner, 57],
        ["DELETE", locationPartner, 58],
        ["PUT", locationPartner, 59],
        ["DELETE", locationPartner, 60],
        ["PUT", locationPartner, 61],
        ["GET", locationPartner, 61],
        ["DELETE", locationPartner, 62],
        ["PUT", locationPartner, 63],
        ["PATCH", otherLocationPartner, 64],
      ],
    ],
  ];

  describe("tombstones", () => {
    /** Writes the link again and again, then unlinks, so that the next write has the version asked for. */
    function leaveTombstoneBefore(version: number): string {
      const { setLink, link } = running();
      for (let written = 1; written <= version - 2; written += 1) {
        setLink(customerTenant, deployer.objectId, locationPartner);
      }
      setLink(customerTenant, deployer.objectId, null);
      return link(customerTenant, deployer.objectId)?.createdTime ?? "";
    }

    it.each(recordedSequences)("count versions as recorded in %s", async (_, first, steps) => {
      const createdTime = leaveTombstoneBefore(first);
      for (const [method, partnerId, version] of steps) {
        expect(outcome(await operate(running(), method, partnerId))).toBe("200");
        expect(running().link(customerTenant, deployer.objectId)).toMatchObject({ version, createdTime });
      }
    });

    it("are not shown by GET", async () => {
      leaveTombstoneBefore(4);
      expect(outcome(await operate(running(), "GET"))).toBe("404 NotFound");
      expect(outcome(await operate(running(), "GET", locationPartner))).toBe("404 NotFound");
    });
  });
});
