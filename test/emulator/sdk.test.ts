import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ACEProvisioningManagementPartnerAPI } from "@azure/arm-managementpartner";
import { ClientSecretCredential } from "@azure/identity";
import { customerTenant, deployer, globalPartner, locationPartner, otherLocationPartner } from "./http";
import { shareEmulator } from "./running";

describe("the Azure SDKs", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** The Azure SDKs as a program would use them, except that the certificate authority is given to each client. */
  function clients(clientSecret: string = deployer.clientSecret, tenantId: string = customerTenant) {
    const { url, caCertificate } = running();
    const tlsOptions = { ca: caCertificate };
    const credential = new ClientSecretCredential(tenantId, deployer.clientId, clientSecret, {
      authorityHost: url,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    const management = new ACEProvisioningManagementPartnerAPI(credential, {
      endpoint: url,
      $host: url,
      credentialScopes: `${url}/.default`,
      tlsOptions,
      retryOptions: { maxRetries: 1, retryDelayInMs: 1 },
    });
    return { credential, management };
  }

  const linked = {
    partnerId: locationPartner,
    partnerName: "Fabrikam Consulting",
    tenantId: customerTenant,
    objectId: deployer.objectId,
    state: "Active",
  };

  describe("@azure/arm-managementpartner", () => {
    it("lives through the life of a link", async () => {
      const { management } = clients();
      await expect(management.partners.get()).rejects.toMatchObject({ statusCode: 404, code: "NotFound" });
      expect(await management.partner.create(locationPartner)).toMatchObject({ ...linked, etag: 1, version: 1 });
      expect(await management.partners.get()).toMatchObject({ ...linked, version: 1 });
      expect(await management.partner.get(locationPartner)).toMatchObject({ ...linked, version: 1 });
      expect(await management.partner.update(otherLocationPartner)).toMatchObject({
        partnerId: otherLocationPartner,
        partnerName: "Northwind Services",
        version: 2,
      });
      await management.partner.delete(otherLocationPartner);
      expect(await management.partner.create(locationPartner)).toMatchObject({ ...linked, version: 4 });
    });

    it("reads the errors of the service", async () => {
      const { management } = clients();
      await management.partner.create(locationPartner);
      await expect(management.partner.create(locationPartner)).rejects.toMatchObject({
        statusCode: 409,
        code: "PartnerIdAlreadyLinked",
        message: "This user or service principal is already linked with a Partner ID",
      });
      await expect(management.partner.update(globalPartner)).rejects.toMatchObject({
        statusCode: 400,
        message: "We don't have a record for this partner ID.",
      });
    });

    it("asks for one token and then once for each operation", async () => {
      const { management } = clients();
      await management.partner.create(locationPartner);
      await management.partners.get();
      const operations = running()
        .requests()
        .map(({ operation }) => operation);
      expect(operations).toEqual(["entra.openidConfiguration", "entra.token", "partner.create", "partners.get"]);
    });

    it("tries again after a 503 that says when", async () => {
      running().addFault({
        operation: "partners.get",
        effect: { kind: "status", status: 503, headers: { "Retry-After": "0" } },
      });
      running().setLink(customerTenant, deployer.objectId, locationPartner);
      expect(await clients().management.partners.get()).toMatchObject(linked);
    });

    it("lists the provider's operations", async () => {
      const names: unknown[] = [];
      for await (const { name } of clients().management.operation.list()) {
        names.push(name);
      }
      expect(names).toContain("Microsoft.ManagementPartner/partners/read");
    });
  });

  describe("@azure/identity", () => {
    it("signs in with a client secret", async () => {
      const token = await clients().credential.getToken(`${running().url}/.default`);
      expect(token.expiresOnTimestamp - Date.now()).toBeGreaterThan(3_500_000);
    });

    it("reads the AADSTS error of a wrong secret", async () => {
      await expect(clients("wrong").credential.getToken(`${running().url}/.default`)).rejects.toThrow("AADSTS7000215");
    });

    it("finds no authority in an unknown tenant", async () => {
      const { credential } = clients(undefined, "99999999-9999-4999-8999-999999999999");
      await expect(credential.getToken(`${running().url}/.default`)).rejects.toThrow("endpoints_resolution_error");
    });
  });

  describe("environmentFor", () => {
    it("is all that the Azure SDKs in another process need", async () => {
      const environment = running().environmentFor(deployer);
      const script = require.resolve("./environmentClient.js");
      const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { ...environment } });
      expect(JSON.parse(stdout)).toMatchObject({
        absent: "404 NotFound",
        created: linked,
        read: linked,
        updated: { partnerId: otherLocationPartner },
      });
      expect(running().links()).toMatchObject([{ partnerId: otherLocationPartner, state: "Deleted", version: 3 }]);
    });
  });
});
