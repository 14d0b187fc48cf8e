import { runtime } from "@pulumi/pulumi";

/** What a run's own values are replaced by. */
export interface Surroundings {
  /** Folders of this run and of this machine, by the word that stands for them. */
  readonly folders: Readonly<Record<string, string>>;
  /** GUIDs that are the same in every run, with a name that says more. */
  readonly knownGuids: ReadonlyMap<string, string>;
}

export const linkType = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";
/** What the URN of every resource of a scenario begins with. */
export const urnPrefix = "urn:pulumi:test::scenarios::";
const { specialSecretSig, specialSigKey, unknownValue } = runtime;

/** The same value with everything replaced that differs from run to run, and with no secret in it. */
export function normalise(value: unknown, surroundings: Surroundings): unknown {
  if (typeof value === "string") return normaliseText(value, surroundings);
  if (Array.isArray(value)) return value.map((item) => normalise(item, surroundings));
  if (value === null || typeof value !== "object") return value;
  const record = value as Record<string, unknown>;
  if (record[specialSigKey] === specialSecretSig) return "[secret]";
  return Object.fromEntries(
    Object.entries(record).map(([key, inner]) => [key, normaliseProperty(key, inner, surroundings)]),
  );
}

/** The provider's text is a constant which a test of its own pins; here only its presence matters. */
function normaliseProperty(key: string, value: unknown, surroundings: Surroundings): unknown {
  return key === "__provider" && typeof value === "string" ? "[provider]" : normalise(value, surroundings);
}

function normaliseText(text: string, { folders, knownGuids }: Surroundings): string {
  if (text === unknownValue) return "[unknown]";
  const withoutFolders = Object.entries(folders).reduce(
    (so, [word, folder]) => so.replaceAll(folder, `<${word}>`),
    text,
  );
  return withoutFolders
    .replace(/\b(?:127\.0\.0\.1|localhost):\d+/g, "<emulator>")
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "<time>")
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, (guid) => `<${knownGuids.get(guid) ?? "guid"}>`)
    .replaceAll(linkType, "<PartnerAdminLink>")
    .replaceAll(urnPrefix, "urn:…::");
}
