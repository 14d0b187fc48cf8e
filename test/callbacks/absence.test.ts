import type { FaultEffect } from "partner-admin-link-emulator";
import { cases, type Case, play } from "./harness/cases";
import { partner, someone } from "./harness/principals";
import { shareWorld } from "./harness/world";

const link = { partnerId: partner.partnerId, partnerName: partner.name };

const foreign = "99999999-9999-4999-8999-999999999999";

function answered(status: number, body: unknown): FaultEffect {
  return { kind: "status", status, body };
}

function refused(status: number, code: string): FaultEffect {
  return { kind: "status", status, code, message: "Something about it." };
}

describe("what an answer to GET says of the link", () => {
  const { emulator, provider, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  /** Runs the callbacks that look at a link that stands as declared, when looking is answered so. */
  async function endings(effect: FaultEffect): Promise<Record<string, string>> {
    const looking = cases.filter(({ name }) => ["diff", "read", "delete"].includes(name));
    const rows = looking.map(async (one: Case) => {
      const me = someone(emulator());
      const state = one.prepare(emulator(), me);
      emulator().addFault({ operation: "partners.get", objectId: me.objectId, calls: { from: 1 }, effect });
      return [one.name, await play(one, provider(), emulator(), me, state)] as const;
    });
    return Object.fromEntries(await Promise.all(rows));
  }

  const linkedAsDeclared: [name: string, effect: FaultEffect][] = [
    ["an active link", answered(200, { properties: { ...link, state: "Active" } })],
    [
      "a link with unknown fields",
      answered(200, { properties: { ...link, state: "Active", more: { and: "more" } }, extra: 1 }),
    ],
  ];

  it.each(linkedAsDeclared)("reads a link from %s", async (_name, effect) => {
    expect(await endings(effect)).toEqual({
      diff: "none; linked to 123456",
      read: "123456; linked to 123456",
      delete: "removed; not linked",
    });
  });

  const absent: [name: string, effect: FaultEffect][] = [
    ["404 NotFound", refused(404, "NotFound")],
    ["404 ResourceNotFound", refused(404, "ResourceNotFound")],
    ["404 with an unknown code", refused(404, "PartnerLinkDoesNotExist")],
    ["a tombstone", answered(200, { properties: { ...link, state: "Deleted" } })],
    ["a tombstone in other case", answered(200, { properties: { ...link, state: "deleted" } })],
  ];

  it.each(absent)("reads no link from %s", async (_name, effect) => {
    expect(await endings(effect)).toEqual({
      diff: "some, PAL_DRIFT; linked to 123456",
      read: "gone, PAL_LINK_GONE; linked to 123456",
      delete: "removed; linked to 123456",
    });
  });

  const routing = [
    "InvalidResourceNamespace",
    "InvalidResourceType",
    "NoRegisteredProviderFound",
    "MissingApiVersionParameter",
    "InvalidApiVersionParameter",
    "ResourceProviderNotFound",
  ];
  const inconclusive: [name: string, effect: FaultEffect][] = [
    ...routing.map((code): [string, FaultEffect] => [`404 ${code}`, refused(404, code)]),
    ["404 without an error", answered(404, {})],
    ["404 with an error without a code", answered(404, { error: { message: "Not here." } })],
    ["404 with a web page", { kind: "html", status: 404 }],
    ["400 NotFound", refused(400, "NotFound")],
    ["401 NotFound", refused(401, "NotFound")],
    ["403 NotFound", refused(403, "NotFound")],
    ["409 Conflict", refused(409, "Conflict")],
    ["500 NotFound", refused(500, "NotFound")],
    ["503 NotFound", refused(503, "NotFound")],
    ["200 without a partner", answered(200, {})],
    ["200 with an empty partner ID", answered(200, { properties: { ...link, partnerId: "" } })],
    ["200 with a list", answered(200, [{ properties: link }])],
    ["200 with null", answered(200, null)],
    ["200 with a partner ID that is a number", answered(200, { properties: { ...link, partnerId: 123456 } })],
    ["200 without a state", answered(200, { properties: link })],
    ["200 with an unknown state", answered(200, { properties: { ...link, state: "Suspended" } })],
    ["200 with another tenant", answered(200, { properties: { ...link, tenantId: foreign } })],
    ["200 with another object id", answered(200, { properties: { ...link, objectId: foreign } })],
    ["204", answered(204, null)],
    [
      "a redirect",
      {
        ...refused(302, "Found"),
        kind: "status",
        headers: { location: "https://127.0.0.1:1/elsewhere" },
      } as FaultEffect,
    ],
  ];

  it.each(inconclusive)("reads nothing from %s", async (_name, effect) => {
    expect(await endings(effect)).toEqual({
      diff: "some, PAL_NOT_VERIFIED; linked to 123456",
      read: "threw; linked to 123456",
      delete: "threw; linked to 123456",
    });
  });
});
