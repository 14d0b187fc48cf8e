import { existsSync, readFileSync, statSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { dirname } from "node:path";
import { checkServerIdentity, connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/azure";
import { customerTenant, deployer, guest } from "./http";
import { shareEmulator } from "./running";

describe("the server", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** Opens and closes a TLS connection; rejects when the certificate is not accepted. */
  function shakeHands(emulator: Emulator, options: ConnectionOptions): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: emulator.port, ...options }, () => {
        socket.destroy();
        resolve(socket);
      });
      socket.on("error", reject);
    });
  }

  describe("certificate", () => {
    it.each(["127.0.0.1", "::1", "localhost"])("is good for %s with the emulator's authority", async (host) => {
      const ca = readFileSync(running().caCertificatePath, "utf8");
      expect(ca).toBe(`${running().caCertificate}\n`);
      const socket = await shakeHands(running(), { ca, checkServerIdentity: checkAs(host) });
      expect(socket.authorized).toBe(true);
    });

    it("is not good without it", async () => {
      await expect(shakeHands(running(), {})).rejects.toThrow(/unable to verify|self-signed/);
    });

    it("is not good for another name", async () => {
      const { caCertificate: ca } = running();
      await expect(shakeHands(running(), { ca, checkServerIdentity: checkAs("management.azure.com") })).rejects.toThrow(
        "does not match certificate's altnames",
      );
    });

    it("is the same for each emulator of a process, in a file of its own", async () => {
      const other = await startEmulator();
      await shakeHands(other, { ca: running().caCertificate });
      expect(other.caCertificatePath).not.toBe(running().caCertificatePath);
      await other.close();
    });
  });

  /** Checks a certificate as one of the name `host`, whatever the connection was opened to. */
  function checkAs(host: string): NonNullable<ConnectionOptions["checkServerIdentity"]> {
    return (_, certificate) => checkServerIdentity(host, certificate);
  }

  describe("startEmulator", () => {
    it("listens on 127.0.0.1 alone", async () => {
      const attempt = new Promise((resolve, reject) => {
        const socket = connectTcp({ host: "127.0.0.2", port: running().port }, () => {
          socket.destroy();
          resolve("connected");
        });
        socket.on("error", reject);
      });
      await expect(attempt).rejects.toMatchObject({ code: "ECONNREFUSED" });
    });

    it.each(["0.0.0.0", "::", "localhost", "10.0.0.1"])("refuses to listen on %s", async (host) => {
      const options = { host } as unknown as EmulatorOptions;
      await expect(startEmulator(options)).rejects.toThrow(`listens on 127.0.0.1 or ::1 only, not on ${host}`);
    });

    it("says that a port is in use", async () => {
      const { port } = running();
      await expect(startEmulator({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use.`);
    });

    it("returns its path, and makes its files readable for the owner only", () => {
      const { url, host, port, caCertificatePath, environment } = running();
      expect([url, host]).toEqual([`https://127.0.0.1:${port}`, `127.0.0.1:${port}`]);
      expect(environment).toEqual({
        NODE_EXTRA_CA_CERTS: caCertificatePath,
        ARM_METADATA_HOSTNAME: host,
        ARM_DISABLE_INSTANCE_DISCOVERY: "true",
        AZURE_AUTHORITY_HOST: url,
        AZURE_POD_IDENTITY_AUTHORITY_HOST: url,
      });
      expect(statSync(dirname(caCertificatePath)).mode & 0o077).toBe(0);
    });

    it("returns the variables of a service principal, and an error for an identity without a secret", () => {
      const user = { tenantId: customerTenant, objectId: guest.objectId };
      const nobody = { tenantId: customerTenant, objectId: customerTenant };
      expect(running().environmentFor(deployer)).toEqual({
        ...running().environment,
        ARM_TENANT_ID: customerTenant,
        ARM_CLIENT_ID: deployer.clientId,
        ARM_CLIENT_SECRET: deployer.clientSecret,
      });
      expect(() => running().environmentFor(user)).toThrow("(user) has no client secret to sign in with.");
      expect(() => running().environmentFor(nobody)).toThrow("The directory has no principal");
    });
  });

  describe("close", () => {
    it("ends requests that are never answered, stops listening and removes the certificate's folder", async () => {
      const emulator = await startEmulator({ faults: [{ operation: "entra.keys", effect: { kind: "hang" } }] });
      const { port, caCertificate: ca, caCertificatePath } = emulator;
      const hanging = new Promise((resolve, reject) => {
        const socket = connect({ host: "127.0.0.1", port, ca }, () => {
          socket.write("GET /common/discovery/keys HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
          resolve(undefined);
        });
        socket.on("error", reject);
      });
      await hanging;
      await emulator.close();
      await emulator.close();
      expect(existsSync(dirname(caCertificatePath))).toBe(false);
      await expect(shakeHands(emulator, { ca })).rejects.toMatchObject({ code: "ECONNREFUSED" });
    });
  });
});
