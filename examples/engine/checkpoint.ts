import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ExportedStack } from "../cli/types";
import { mapSecrets, type Properties, secretOf } from "./values";

/** One resource of a stack. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** Empty for a component, and for what does not exist yet. */
  readonly id: string;
  readonly parent: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** What a creation or an update left undone. */
  readonly initErrors: readonly string[];
  /** Replaced already, waiting to be deleted. */
  readonly delete: boolean;
}

const cipher = "aes-256-gcm";
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;

/** The file that a stack is kept in. Secrets in it are encrypted with the stack's passphrase. */
export class CheckpointFile {
  private readonly salt: string;
  private readonly key: Buffer;

  constructor(
    private readonly path: string,
    passphrase: string,
  ) {
    const { deployment } = this.export();
    const provider = deployment["secrets_providers"] as { readonly state: { readonly salt: string } } | undefined;
    this.salt = provider?.state.salt ?? randomBytes(saltLength).toString("base64");
    this.key = scryptSync(passphrase, this.salt, 32);
  }

  export(): ExportedStack {
    try {
      return JSON.parse(readFileSync(this.path, "utf8")) as ExportedStack;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return { version: 3, deployment: {} };
      throw error;
    }
  }

  read(): readonly ResourceState[] {
    const resources = this.export().deployment["resources"] ?? [];
    return mapSecrets(resources, ({ ciphertext }) => {
      return secretOf({ value: JSON.parse(this.decrypt(String(ciphertext))) as unknown });
    }) as readonly ResourceState[];
  }

  write(resources: readonly ResourceState[]): void {
    const stack: ExportedStack = {
      version: 3,
      deployment: {
        secrets_providers: { type: "passphrase", state: { salt: this.salt } },
        resources: mapSecrets(resources, ({ value }) => secretOf({ ciphertext: this.encrypt(JSON.stringify(value)) })),
      },
    };
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, JSON.stringify(stack), { mode: 0o600 });
  }

  private encrypt(text: string): string {
    const nonce = randomBytes(nonceLength);
    const encrypting = createCipheriv(cipher, this.key, nonce);
    const sealed = [encrypting.update(text, "utf8"), encrypting.final()];
    return Buffer.concat([nonce, encrypting.getAuthTag(), ...sealed]).toString("base64");
  }

  private decrypt(ciphertext: string): string {
    const bytes = Buffer.from(ciphertext, "base64");
    const decrypting = createDecipheriv(cipher, this.key, bytes.subarray(0, nonceLength));
    decrypting.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    return Buffer.concat([decrypting.update(bytes.subarray(nonceLength + tagLength)), decrypting.final()]).toString();
  }
}
