import { createPrivateKey } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createClientCertificate,
  type CreatedCertificate,
  type Emulator,
  type Identity,
} from "../../../emulator/azure";
import { customerTenant, guest, guestAtHome, partnerTenant } from "../http";
import { keylessPfx, legacyPfx, modernPfx, openPfx } from "./pfx";

export const ownAudience = "api://own-audience";

/** An application that can sign in by everything an application can sign in by. */
export interface Application extends Identity {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Password of every file that has one. */
  readonly password: string;
  readonly files: Readonly<Record<keyof ReturnType<typeof certificateFiles> | "idToken", string>>;
  /** Subject of the ID tokens that stand for it. */
  readonly subject: string;
  /** Subject of those that stand for it with an audience of their own. */
  readonly ownSubject: string;
  readonly idToken: string;
  /** The managed identity of its tenant. */
  readonly machine: Identity & { readonly clientId: string };
  /** Megan, as she is known in its tenant. */
  readonly user: Identity;
}

/** The two applications of the built-in directory, and a folder with their files. */
export interface Applications {
  readonly folder: string;
  readonly contoso: Application;
  readonly fabrikam: Application;
  remove(): void;
}

const known = {
  contoso: {
    tenantId: customerTenant,
    objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
    clientId: "11111111-cccc-4ccc-8ccc-000000000001",
    machine: {
      tenantId: customerTenant,
      objectId: "11111111-aaaa-4aaa-8aaa-000000000003",
      clientId: "11111111-cccc-4ccc-8ccc-000000000003",
    },
    user: guest,
  },
  fabrikam: {
    tenantId: partnerTenant,
    objectId: "22222222-aaaa-4aaa-8aaa-000000000001",
    clientId: "22222222-cccc-4ccc-8ccc-000000000001",
    machine: {
      tenantId: partnerTenant,
      objectId: "22222222-aaaa-4aaa-8aaa-000000000003",
      clientId: "22222222-cccc-4ccc-8ccc-000000000003",
    },
    user: guestAtHome,
  },
} as const;

export async function prepareApplications(emulator: Emulator): Promise<Applications> {
  const folder = mkdtempSync(join(tmpdir(), "sign-in-"));
  const [contoso, fabrikam] = await Promise.all([
    prepare(emulator, folder, "contoso"),
    prepare(emulator, folder, "fabrikam"),
  ]);
  const remove = (): void => {
    rmSync(folder, { recursive: true });
  };
  return { folder, contoso, fabrikam, remove };
}

async function prepare(emulator: Emulator, folder: string, name: keyof typeof known): Promise<Application> {
  const identity = known[name];
  const { tenantId, objectId } = identity;
  const password = `not-a-secret p&sswörd € of ${name}`;
  const subject = `repo:${name}/infrastructure:ref:refs/heads/main`;
  const ownSubject = `repo:${name}/infrastructure:environment:production`;
  emulator.addFederatedCredential(tenantId, objectId, { subject });
  emulator.addFederatedCredential(tenantId, objectId, { subject: ownSubject, audience: ownAudience });
  const created = await createClientCertificate(name);
  emulator.addCertificate(tenantId, objectId, created.certificate);
  const idToken = await emulator.issueOidcToken({ subject });
  const contents = { ...certificateFiles(created, password), idToken: () => Buffer.from(`${idToken}\n`) };
  const files = writtenWhenUsed(contents, (kind) => join(folder, `${name}-${kind}`));
  return {
    ...identity,
    clientSecret: `not-a-secret-${name}-deploy`,
    password,
    subject,
    ownSubject,
    idToken,
    files,
  };
}

/** Every kind of certificate file, told apart by content alone: no name has an extension. */
function certificateFiles(created: CreatedCertificate, password: string) {
  const { certificate, privateKey, pem } = created;
  const encryption = { format: "pem", cipher: "aes-256-cbc", passphrase: password } as const;
  const key = createPrivateKey(privateKey);
  return {
    pem: () => Buffer.from(pem),
    pemCertificateFirst: () => Buffer.from(`${certificate}\n${privateKey}\n`),
    pemEncrypted: () => Buffer.from(`${certificate}\n${key.export({ type: "pkcs8", ...encryption }).toString()}`),
    pemEncryptedTraditionally: () =>
      Buffer.from(`${key.export({ type: "pkcs1", ...encryption }).toString()}\n${certificate}`),
    pemWithoutKey: () => Buffer.from(certificate),
    pemWithoutCertificate: () => Buffer.from(privateKey),
    legacyPfx: () => legacyPfx(created, password),
    modernPfx: () => modernPfx(created, password),
    openPfx: () => openPfx(created),
    emptyPasswordPfx: () => modernPfx(created, ""),
    keylessPfx: () => keylessPfx(created, password),
  };
}

/** Files by their kinds; most tests need few, and some take long to make. */
function writtenWhenUsed<Kind extends string>(
  contents: Readonly<Record<Kind, () => Buffer>>,
  pathOf: (kind: Kind) => string,
): Readonly<Record<Kind, string>> {
  const files = {} as Record<Kind, string>;
  for (const kind of Object.keys(contents) as Kind[]) {
    const get = (): string => {
      const path = pathOf(kind);
      if (!existsSync(path)) writeFileSync(path, contents[kind]());
      return path;
    };
    Object.defineProperty(files, kind, { enumerable: true, get });
  }
  return files;
}
