import { createPrivateKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClientCertificate, defaultDirectory, type Emulator, type Tenant } from "partner-admin-link-emulator";
import type { Canaries } from "./canaries";

/** Settings that are secrets. */
export const kinds = ["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"] as const;
export type Kind = (typeof kinds)[number];

/** Fields of a `credential` block, or keys of stack config. */
export type Settings = Readonly<Record<string, string>>;

const [{ tenantId }] = defaultDirectory.tenants as unknown as readonly [Tenant];

export function objectIdOf(kind: Kind): string {
  return `11111111-aaaa-4aaa-8aaa-0000000000c${kinds.indexOf(kind)}`;
}

/** A service principal for each kind of secret, which has no other way to sign in: who has a token has shown its secret. */
export class Principals {
  constructor(
    private readonly emulator: Emulator,
    private readonly canaries: Canaries,
    /** Where certificates are written. */
    private readonly folder: string,
  ) {
    for (const kind of kinds) this.add(kind);
  }

  /** Settings that sign in by a secret of that kind, or are refused; both hold canaries. */
  async settings(kind: Kind, isRefused = false): Promise<Settings> {
    const application = { tenantId, clientId: clientIdOf(kind) };
    return { ...application, ...(await this.secretSettings(kind, isRefused)) };
  }

  private secretSettings(kind: Kind, isRefused: boolean): Settings | Promise<Settings> {
    const name = `${isRefused ? "refused" : "good"}${kind}`;
    const subject = isRefused ? "repo:somebody/else" : subjectOf(kind);
    switch (kind) {
      case "clientSecret":
        return this.secret(name, isRefused);
      case "clientCertificatePassword":
        return this.certificate(name, isRefused);
      case "oidcToken":
        return this.idToken(name, subject);
      case "oidcRequestToken":
        return this.requestToken(subject);
    }
  }

  private secret(name: string, isRefused: boolean): Settings {
    const clientSecret = this.canaries.make(name);
    if (!isRefused) this.emulator.addSecret(tenantId, objectIdOf("clientSecret"), clientSecret);
    return { clientSecret };
  }

  private async certificate(name: string, isRefused: boolean): Promise<Settings> {
    const { certificate, privateKey } = await createClientCertificate(name);
    if (!isRefused) this.emulator.addCertificate(tenantId, objectIdOf("clientCertificatePassword"), certificate);
    const clientCertificatePassword = this.canaries.make(name);
    const encrypted = createPrivateKey(privateKey).export({ ...encryption, passphrase: clientCertificatePassword });
    const clientCertificatePath = join(this.folder, `${name}.pem`);
    writeFileSync(clientCertificatePath, `${certificate}\n${encrypted.toString()}`);
    return { clientCertificatePath, clientCertificatePassword };
  }

  private async idToken(name: string, subject: string): Promise<Settings> {
    const claims = { canary: this.canaries.make(name) };
    const token = await this.emulator.issueOidcToken({ subject, claims, lifetimeSeconds: 3600 });
    return { useOidc: "true", oidcToken: this.canaries.token(token) };
  }

  private requestToken(subject: string): Settings {
    const identity = { tenantId, objectId: objectIdOf("oidcRequestToken") };
    const job = this.emulator.environmentFor(identity, { method: "githubActions", subject });
    return {
      useOidc: "true",
      oidcRequestUrl: job["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "",
      oidcRequestToken: this.canaries.token(job["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? ""),
    };
  }

  private add(kind: Kind): void {
    const federatedCredentials = kind.startsWith("oidc") ? [{ subject: subjectOf(kind) }] : [];
    const application = { name: `canary-${kind}`, kind: "servicePrincipal", clientId: clientIdOf(kind) } as const;
    this.emulator.addPrincipal(tenantId, { ...application, objectId: objectIdOf(kind), federatedCredentials });
  }
}

const encryption = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc" } as const;

function clientIdOf(kind: Kind): string {
  return `11111111-cccc-4ccc-8ccc-0000000000c${kinds.indexOf(kind)}`;
}

function subjectOf(kind: Kind): string {
  return `repo:contoso/${kind}`;
}
