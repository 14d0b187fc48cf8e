import { defaultDirectory, startEmulator, type Directory, type Principal } from "../../emulator/azure";
import {
  aadstsCode,
  askForToken,
  customerTenant,
  deployer,
  locationPartner,
  outcome,
  partnersPath,
  guest,
  guestAtHome,
  send,
} from "./http";
import { shareEmulator } from "./running";

describe("the directory", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const tenantId = "33333333-3333-4333-8333-333333333333";
  const objectId = "33333333-aaaa-4aaa-8aaa-000000000001";
  const clientId = "33333333-cccc-4ccc-8ccc-000000000001";
  const application = { name: "app", kind: "servicePrincipal", objectId, clientId } as const;
  const user = { name: "user", kind: "user", objectId } as const;

  function directoryOf(...principals: readonly object[]): Directory {
    return {
      tenants: [{ tenantId, name: "Tailspin", principals: principals as Principal[] }],
      partners: [{ partnerId: locationPartner, name: "Fabrikam", account: "location" }],
    };
  }

  describe("default directory", () => {
    it("has a service principal, a user and a managed identity in each of two tenants, and a guest", () => {
      const kinds = defaultDirectory.tenants.map(({ principals }) => principals.map(({ kind }) => kind));
      expect(kinds).toEqual([
        ["servicePrincipal", "user", "managedIdentity", "user"],
        ["servicePrincipal", "user", "managedIdentity"],
      ]);
      expect(defaultDirectory.tenants[0]?.principals[3]).toMatchObject({ objectId: guest.objectId, home: guestAtHome });
    });

    it("has a machine with the customer's managed identity and a user of the partner", () => {
      const { machine, tenants } = defaultDirectory;
      expect(machine?.azureCli).toEqual(guestAtHome);
      expect(tenants[0]?.principals.find(({ objectId: id }) => id === machine?.managedIdentity?.objectId)?.kind).toBe(
        "managedIdentity",
      );
    });

    it("has a global account one below the first of two location accounts", () => {
      const [first, second, global] = defaultDirectory.partners;
      expect([first, second, global].map((partner) => partner?.account)).toEqual(["location", "location", "global"]);
      expect(Number(global?.partnerId)).toBe(Number(first?.partnerId) - 1);
    });

    it("holds no secret that could be taken for a real one", () => {
      const principals = defaultDirectory.tenants.flatMap((tenant) => tenant.principals);
      const secrets = principals.flatMap(({ clientSecrets = [] }) => clientSecrets);
      expect(secrets).toEqual(["not-a-secret-contoso-deploy", "not-a-secret-fabrikam-deploy"]);
    });
  });

  describe("startEmulator with a directory", () => {
    it("knows its tenants in any case and no others", async () => {
      const upper = directoryOf({ ...application, objectId: objectId.toUpperCase(), clientSecrets: ["s"] });
      const emulator = await startEmulator({ directory: upper });
      try {
        const known = await askForToken(emulator, { client_id: clientId, client_secret: "s" }, { tenant: tenantId });
        const unknown = await askForToken(emulator);
        expect([known.status, unknown.status]).toEqual([200, 400]);
        expect(emulator.directory.tenants[0]?.principals[0]?.objectId).toBe(objectId);
      } finally {
        await emulator.close();
      }
    });

    it.each<[string, unknown, string]>([
      ["a list", [], "directory: must be an object"],
      ["no partners", { tenants: [] }, "directory.partners: is missing"],
      [
        "a misspelt key",
        { ...directoryOf(), tenant: [] },
        "directory.tenant: is not known here; known are tenants, partners",
      ],
      [
        "a tenant id that is no GUID",
        { tenants: [{ tenantId: "x", name: "x", principals: [] }], partners: [] },
        "directory.tenants[0].tenantId: must be a GUID",
      ],
      ["an unknown kind", directoryOf({ ...user, kind: "group" }), "principals[0].kind: must be one of"],
      [
        "an application without client id",
        directoryOf({ ...user, kind: "servicePrincipal" }),
        "principals[0].clientId: is missing; a servicePrincipal has one",
      ],
      ["a user with a client id", directoryOf({ ...user, clientId }), "principals[0]: a user has no clientId"],
      [
        "a managed identity with a secret",
        directoryOf({ ...application, kind: "managedIdentity", clientSecrets: ["s"] }),
        "principals[0]: a managedIdentity has no clientSecrets",
      ],
      [
        "an empty secret",
        directoryOf({ ...application, clientSecrets: [""] }),
        "clientSecrets[0]: must be a string that is not empty",
      ],
      [
        "a misspelt secret",
        directoryOf({ ...application, clientSecrets: [{ value: "s", expires: true }] }),
        "clientSecrets[0].expires: is not known here",
      ],
      [
        "a certificate that is none",
        directoryOf({ ...application, certificates: ["-----BEGIN CERTIFICATE-----"] }),
        "certificates[0]: must be a certificate in PEM",
      ],
      [
        "a private key",
        directoryOf({ ...application, certificates: [{ certificate: "-----BEGIN PRIVATE KEY-----" }] }),
        "certificates[0].certificate: must be a certificate without its private key",
      ],
      [
        "an issuer of another machine",
        directoryOf({ ...application, federatedCredentials: [{ subject: "s", issuer: "https://gitlab.invalid" }] }),
        "federatedCredentials[0].issuer: must be a URL on this machine",
      ],
      [
        "a managed identity with a certificate",
        directoryOf({ ...application, kind: "managedIdentity", certificates: [] }),
        "principals[0]: a managedIdentity has no certificates",
      ],
      [
        "an application that needs a second factor",
        directoryOf({ ...application, mfaRequired: true }),
        "principals[0]: a servicePrincipal has no mfaRequired and no consentRequired",
      ],
      [
        "a machine whose user is no user",
        { ...directoryOf(application), machine: { azureCli: { tenantId, objectId } } },
        `directory.machine.azureCli: the directory has no user ${objectId} in tenant ${tenantId}`,
      ],
      [
        "one object id twice",
        directoryOf(user, { ...application, objectId: objectId.toUpperCase() }),
        `object id ${objectId} occurs twice`,
      ],
      [
        "one client id twice",
        directoryOf(application, { ...application, objectId: tenantId }),
        `client id ${clientId} occurs twice`,
      ],
      [
        "one tenant twice",
        { ...directoryOf(), tenants: [...directoryOf().tenants, ...directoryOf().tenants] },
        `tenant id ${tenantId} occurs twice`,
      ],
      [
        "one partner twice",
        { ...directoryOf(), partners: [...directoryOf().partners, ...directoryOf().partners] },
        `partner ID ${locationPartner} occurs twice`,
      ],
    ])("refuses one with %s", async (_, directory, message) => {
      await expect(startEmulator({ directory: directory as Directory })).rejects.toThrow(message);
    });

    it("leaves its port free when it refuses one", async () => {
      const first = await startEmulator();
      await first.close();
      const { port } = first;
      await expect(startEmulator({ port, directory: directoryOf({}) })).rejects.toThrow("name: is missing");
      const second = await startEmulator({ port });
      expect(second.port).toBe(port);
      await second.close();
    });
  });

  describe("changing the directory", () => {
    afterEach(() => {
      running().setDirectory(defaultDirectory);
    });

    it("replaces it whole", async () => {
      running().setDirectory(directoryOf({ ...application, clientSecrets: ["s"] }));
      expect((await askForToken(running())).status).toBe(400);
      expect(
        (await askForToken(running(), { client_id: clientId, client_secret: "s" }, { tenant: tenantId })).status,
      ).toBe(200);
    });

    it("keeps the old one when the new one is not sound", async () => {
      expect(() => {
        running().setDirectory(directoryOf({ ...user, clientId }));
      }).toThrow("a user has no clientId");
      expect((await askForToken(running())).status).toBe(200);
    });

    it("forgets a principal, whose token is then of no account", async () => {
      const authorization = `Bearer ${await running().issueToken(deployer)}`;
      const read = () => send(running(), { path: partnersPath(), headers: { authorization } });
      expect(outcome(await read())).toBe("404 NotFound");
      running().removePrincipal(customerTenant, deployer.objectId);
      expect(outcome(await read())).toBe("400 BadRequest");
      expect(aadstsCode(await askForToken(running()))).toBe(700016);
    });

    it.each([
      [
        "addPrincipal",
        () => {
          running().addPrincipal(tenantId, user);
        },
      ],
      [
        "addSecret",
        () => {
          running().addSecret(customerTenant, objectId, "s");
        },
      ],
      ["setLink", () => running().setLink(customerTenant, objectId, locationPartner)],
      [
        "addFederatedCredential",
        () => {
          running().addFederatedCredential(customerTenant, objectId, { subject: "s" });
        },
      ],
      ["setLink with a bad partner ID", () => running().setLink(customerTenant, deployer.objectId, "12a")],
    ])("%s names what it does not find", (_, change) => {
      expect(change).toThrow(/The directory has no (tenant|principal) |"12a" is no partner ID/);
    });

    it("refuses a certificate that is none", () => {
      expect(() => {
        running().addCertificate(customerTenant, deployer.objectId, "canary");
      }).toThrow("certificate: must be a certificate in PEM");
    });

    it("erases a link's row on demand", () => {
      const { setLink, links } = running();
      setLink(customerTenant, deployer.objectId, locationPartner, { partnerName: "Another name" });
      expect(links()).toMatchObject([{ partnerName: "Another name" }]);
      setLink(customerTenant, deployer.objectId, null, { erase: true });
      expect(links()).toEqual([]);
    });
  });
});
