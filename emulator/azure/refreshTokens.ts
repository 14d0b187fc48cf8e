import { randomBytes } from "node:crypto";
import type { DirectoryStore } from "./directoryStore";
import type { Identity, Principal } from "./types";

/** The user at home behind each refresh token; the same user has another object id in each tenant. */
export class RefreshTokens {
  private readonly homes = new Map<string, Identity>();

  constructor(private readonly directory: DirectoryStore) {}

  /** A new refresh token of a user, who may be named as the guest of a tenant. */
  issue({ tenantId, objectId }: Identity): string {
    const home = this.directory.principal(tenantId, objectId)?.home;
    const token = `1.${randomBytes(48).toString("base64url")}`;
    this.homes.set(token, home ?? { tenantId: tenantId.toLowerCase(), objectId: objectId.toLowerCase() });
    return token;
  }

  /** The user at home; `undefined` for a token that was never issued. */
  home(token: string): Identity | undefined {
    return this.homes.get(token);
  }

  /** The same user in a tenant: at home under the home object id, elsewhere as a guest. */
  userIn(tenantId: string, home: Identity): Principal | undefined {
    const tenant = this.directory.tenant(tenantId);
    return tenant?.tenantId === home.tenantId
      ? this.directory.principal(home.tenantId, home.objectId)
      : tenant?.principals.find((one) => one.home?.tenantId === home.tenantId && one.home.objectId === home.objectId);
  }
}
