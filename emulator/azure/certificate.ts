import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { onDemand } from "./onDemand";

/** The server's certificate and key, and the certificate authority that vouches for it. All PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly authority: string;
  /** File that holds `authority`, for NODE_EXTRA_CA_CERTS. */
  readonly authorityPath: string;
  /** Removes that file. */
  dispose(): Promise<void>;
}

const lifetimeMs = 30 * 24 * 3600 * 1000;
/** A client whose clock is a little behind must not refuse a certificate made a moment ago. */
const clockSkewMs = 3600 * 1000;

async function generateChain() {
  const shared = {
    keyType: "ec" as const,
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - clockSkewMs),
    notAfterDate: new Date(Date.now() + lifetimeMs),
  };
  const authority = await generate([{ name: "commonName", value: "partner-admin-link-emulator" }], {
    ...shared,
    extensions: [
      { name: "basicConstraints", cA: true, pathLenConstraint: 0, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    ...shared,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
          { type: 2, value: "localhost" },
        ],
      },
    ],
  });
  return { authority, server };
}

/** Every emulator of a process has the same: a client that trusts one trusts the next. */
const chain = onDemand(generateChain);

/** A certificate for 127.0.0.1, ::1 and localhost. The authority's own key is forgotten: nothing else can be signed with it. */
export async function createServerCertificate(): Promise<ServerCertificate> {
  const { authority, server } = await chain();
  const folder = await mkdtemp(join(tmpdir(), "partner-admin-link-emulator-"));
  const authorityPath = join(folder, "ca.pem");
  // The last line is ended, so that others can be added.
  await writeFile(authorityPath, `${authority.cert.trimEnd()}\n`);
  return {
    certificate: server.cert,
    privateKey: server.private,
    authority: authority.cert,
    authorityPath,
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
