import { readJson, writeWhole } from "./files";
import type { LinkRecord } from "./types";
import { anyText, arrayOf, digits, guid, integer, object, oneOf, text } from "./validate";

interface Data {
  readonly links: readonly LinkRecord[];
}

const dataObject = object<Data>(
  {
    links: arrayOf(
      object<LinkRecord>(
        {
          tenantId: guid,
          objectId: guid,
          partnerId: digits,
          partnerName: anyText,
          version: integer(1),
          createdTime: text,
          updatedTime: text,
          state: oneOf("Active", "Deleted"),
        },
        {},
      ),
    ),
  },
  {},
);

/**
 * The links a data file keeps; none when there is no such file yet.
 *
 * @throws InvalidInput when it is not a data file.
 */
export function readLinks(path: string): readonly LinkRecord[] {
  const content = readJson(path);
  return content === undefined ? [] : dataObject(content, path).links;
}

export function writeLinks(path: string, links: readonly LinkRecord[]): void {
  writeWhole(path, `${JSON.stringify({ links } satisfies Data, undefined, 2)}\n`);
}
