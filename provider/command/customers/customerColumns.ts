import { distanceOf } from "../../editDistance";
import { PalError } from "../../errors";
import { columnKey, indexesOf, namesOf } from "../csvColumns";
import { customerColumns } from "./customer";

export type Column = (typeof customerColumns)[number];

/** A value of a row. */
export type Cell = readonly [column: Column, text: string];

const secretLike = /secret|password|passwd|pwd|token|certificate|privatekey|apikey|credential|kennwort/;

/**
 * The columns of a header, those of others as undefined. A mistyped column would be read as if it were not there, and a
 * secret does not belong into a list of customers.
 *
 * @throws PalError PAL_CONFIG_INVALID for these, for one that occurs twice, and where a needed one is missing.
 */
export function columnsIn(
  header: readonly string[],
  file: string,
  needed: readonly Column[],
): readonly (Column | undefined)[] {
  const known = new Map(customerColumns.map((name) => [columnKey(name), name]));
  const others = header.filter((name) => !known.has(columnKey(name)));
  const secrets = others.filter((name) => secretLike.test(columnKey(name)));
  if (secrets.length > 0)
    throw invalid(
      `${file} has the column ${namesOf(secrets)}, and a list of customers holds no secrets: remove it, and set ARM_CLIENT_SECRET or another way to sign in`,
    );
  indexesOf(header, needed, file);
  const mistyped = others.find((name) => nearest(name) !== undefined);
  if (mistyped !== undefined)
    throw invalid(
      `${file} has the unknown column ${namesOf([mistyped])}: did you mean ${String(nearest(mistyped))}? Known are ${customerColumns.join(", ")}`,
    );
  const columns = header.map((name) => known.get(columnKey(name)));
  const twice = columns.find((name, index) => name !== undefined && columns.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`${file} has the column ${twice} twice`);
  return columns;
}

/** The column that a name has one or two letters less, more or wrong of. */
function nearest(name: string): Column | undefined {
  const key = columnKey(name);
  return customerColumns.find((column) => distanceOf(key, columnKey(column)) <= (column.length > 5 ? 2 : 1));
}

function invalid(text: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", text);
}
