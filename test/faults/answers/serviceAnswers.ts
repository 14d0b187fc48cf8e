import type { Operation } from "partner-admin-link-emulator";
import type { Someone } from "../../callbacks/harness/principals";
import { type Answer, armError, ask, refused, replaced, unknownGuid } from "./fields";
import * as scenes from "./scenes";
import type { Scene } from "./scenes";
import type { Bench } from "./bench";

async function askLink({ emulator }: Bench, me: Someone): Promise<unknown> {
  return ask(emulator, {
    path: "/providers/Microsoft.ManagementPartner/partners?api-version=2018-02-01",
    headers: { authorization: `Bearer ${await emulator.issueToken(me)}` },
  });
}

async function askLinked(bench: Bench, me: Someone): Promise<unknown> {
  bench.reset(me, scenes.read);
  return await askLink(bench, me);
}

async function askTombstone(bench: Bench, me: Someone): Promise<unknown> {
  bench.reset(me, scenes.gone);
  return await askLink(bench, me);
}

const badRequest = armError("BadRequest", "Partner ID is not valid.");
const conflict = armError(
  "PartnerIdAlreadyLinked",
  "This user or service principal is already linked with a Partner ID",
);
const notFound = armError("NotFound", "This user or service principal is not linked with a Partner ID.");
const forbidden = armError("AuthorizationFailed", "The client does not have authorization to perform this action.");
const failed = armError("ServerError", "The request could not be completed.");

const once = { calls: 1 };

/** What Azure's ManagementPartner service answers. */
export const serviceAnswers: readonly Answer[] = [
  {
    name: "GET",
    operation: "partners.get",
    sample: askLinked,
    change: replaced(),
    scenes: scenes.readers,
    floor: 1_000,
  },
  {
    name: "GET of a former link",
    operation: "partners.get",
    getUnlinked: "200 Deleted",
    sample: askTombstone,
    change: replaced(),
    scenes: scenes.absentReaders,
    floor: 700,
  },
  {
    name: "GET, none linked",
    operation: "partners.get",
    sample: notFound,
    change: refused(404),
    scenes: scenes.absentReaders,
    floor: 170,
  },
  {
    name: "GET, refused",
    operation: "partners.get",
    sample: forbidden,
    change: refused(403),
    scenes: scenes.readers,
    floor: 300,
  },
  {
    name: "GET, request id",
    operation: "partners.get",
    sample: () => Promise.resolve({ "x-ms-request-id": unknownGuid }),
    change: (_bench, _me, [{ path, value } = { path: "", value: "" }]) => {
      // What HTTP allows in a header.
      const header = typeof value === "string" ? value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "").slice(0, 5000) : "";
      if (path === "" || header === "") return undefined;
      return { kind: "status", status: 403, code: "Forbidden", message: "No.", headers: { [path]: header } };
    },
    scenes: scenes.readers,
    floor: 20,
  },
  ...writes("PUT", "partner.create", [scenes.create, scenes.restore]),
  ...writes("PATCH", "partner.update", [scenes.overwrite, scenes.repair]),
  {
    name: "DELETE",
    operation: "partner.delete",
    ...once,
    sample: () => Promise.resolve(""),
    change: replaced(),
    scenes: [scenes.remove],
    floor: 9,
  },
  ...refusedWrites("DELETE", "partner.delete", [scenes.remove]),
];

function writes(name: string, operation: Operation, played: readonly Scene[]): readonly Answer[] {
  return [
    { name, operation, ...once, sample: askLinked, change: replaced(), scenes: played, floor: 200 },
    ...refusedWrites(name, operation, played),
  ];
}

function refusedWrites(name: string, operation: Operation, played: readonly Scene[]): readonly Answer[] {
  const answers = [
    [400, "before", badRequest],
    [404, "before", notFound],
    [409, "before", conflict],
    [500, "after", failed],
  ] as const;
  return answers.map(([status, when, sample]): Answer => {
    const change = refused(status, when);
    const said = `${name}, HTTP ${status}${when === "after" ? " although it was done" : ""}`;
    return { name: said, operation, ...once, sample, change, scenes: played, floor: 25 };
  });
}
