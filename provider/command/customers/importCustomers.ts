import { sideBySide } from "../../recognition/sideBySide";
import { importFile, type ImportFile } from "../importFile";
import { type Customer, isDeclared } from "./customer";
import { atOnce, declaredCredential, lookUpCustomer } from "./customerLink";
import { type Judged, judgeRow } from "./judgeRow";
import type { LineFault } from "./parseCustomers";
import { readCustomers } from "./readCustomers";

export interface ImportedCustomers {
  readonly file: ImportFile;
  readonly faults: readonly LineFault[];
  /** How many rows have no link yet, and how many the program does not declare. */
  readonly notLinked: number;
  readonly notDeclared: number;
}

/**
 * The import file of the links that the rows of a customers file declare and that there are.
 *
 * @param onLooked - called when so many rows of so many have been looked up.
 * @throws PalError PAL_CONFIG_INVALID when the file cannot be read; a row that fails leaves the others.
 */
export async function importCustomers(
  file: string,
  onLooked: (done: number, all: number) => void = () => undefined,
): Promise<ImportedCustomers> {
  const { rows, faults } = await readCustomers(file);
  const judged: (Judged & { readonly line: number })[] = [];
  await sideBySide(
    rows,
    async ({ line, customer }) => {
      judged.push({ line, ...(await lookUp(customer)) });
      onLooked(judged.length, rows.length);
    },
    atOnce(rows.map(({ customer }) => customer.identity)),
  );
  judged.sort((one, other) => one.line - other.line);
  const failed = judged.flatMap(({ line, fault }) => (fault === undefined ? [] : [{ line, fault }]));
  const count = (kind: Judged["kind"]): number => judged.filter((one) => one.kind === kind).length;
  return {
    file: importFile(judged.flatMap(({ found }) => found ?? [])),
    faults: [...faults, ...failed].sort((one, other) => one.line - other.line),
    notLinked: count("notLinked"),
    notDeclared: count("notDeclared"),
  };
}

/** Rows that the program leaves out are not looked up. */
async function lookUp(customer: Customer): Promise<Judged> {
  const seen = isDeclared(customer) ? await lookUpCustomer(customer) : undefined;
  return judgeRow(customer, seen, seen?.failure === undefined ? declaredCredential(customer) : undefined);
}
