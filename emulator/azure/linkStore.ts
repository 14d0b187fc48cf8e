import type { Identity, LinkRecord } from "./types";

function keyOf({ tenantId, objectId }: Identity): string {
  return `${tenantId}/${objectId}`.toLowerCase();
}

/**
 * The service's rows. Removing a link leaves a tombstone: version and creation time go on from it when the identity
 * is linked again, as recorded from the real service.
 */
export class LinkStore {
  private readonly rows = new Map<string, LinkRecord>();
  private ticks = 0;

  constructor(
    links: readonly LinkRecord[],
    private readonly now: () => number,
    private readonly onChange?: (links: readonly LinkRecord[]) => void,
  ) {
    for (const link of links) {
      this.rows.set(keyOf(link), link);
    }
  }

  all(): readonly LinkRecord[] {
    return [...this.rows.values()];
  }

  get(identity: Identity): LinkRecord | undefined {
    return this.rows.get(keyOf(identity));
  }

  /** Writes a link over whatever the row held; one version more. */
  link(identity: Identity, partnerId: string, partnerName: string): LinkRecord {
    const updatedTime = this.timestamp();
    const former = this.get(identity);
    return this.put({
      tenantId: identity.tenantId.toLowerCase(),
      objectId: identity.objectId.toLowerCase(),
      partnerId,
      partnerName,
      version: (former?.version ?? 0) + 1,
      createdTime: former?.createdTime ?? updatedTime,
      updatedTime,
      state: "Active",
    });
  }

  /** Turns an active row into a tombstone; one version more. */
  unlink(identity: Identity): void {
    const former = this.get(identity);
    if (former?.state === "Active") {
      this.put({ ...former, version: former.version + 1, updatedTime: this.timestamp(), state: "Deleted" });
    }
  }

  /** Removes the row itself, as if the identity had never been linked. */
  erase(identity: Identity): void {
    if (this.rows.delete(keyOf(identity))) {
      this.onChange?.(this.all());
    }
  }

  private put(row: LinkRecord): LinkRecord {
    this.rows.set(keyOf(row), row);
    this.onChange?.(this.all());
    return row;
  }

  /** Up to seven fractional digits, as the service writes them; the last four only tell writes of one millisecond apart. */
  private timestamp(): string {
    this.ticks = (this.ticks + 1) % 10_000;
    return new Date(this.now())
      .toISOString()
      .replace("Z", `${String(this.ticks).padStart(4, "0")}Z`)
      .replace(/\.?0+Z$/, "Z");
  }
}
