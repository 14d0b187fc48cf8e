import type { StackConfig } from "../../azure/settings";
import { sideBySide } from "../../recognition/sideBySide";
import { importFile, type ImportFile } from "../importFile";
import { type Place, type Problem, problemAt } from "../problem";
import { type Customer, isDeclared } from "./customer";
import { type Judged, judgeRow } from "./judgeRow";
import { readCustomers } from "./readCustomers";
import { atOnce, declaredCredential, lookUpCustomer } from "./rowSignIn";

export interface ImportedCustomers {
  readonly file: ImportFile;
  /** In the order of the lines. */
  readonly problems: readonly Problem[];
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
  config: StackConfig,
  onLooked: (done: number, all: number) => void = () => undefined,
): Promise<ImportedCustomers> {
  const { rows, problems } = await readCustomers(file, ["tenantId", "identity", "partnerId"]);
  const judged = new Map<Place, Judged>();
  await sideBySide(
    rows,
    async ({ place, customer }) => {
      judged.set(place, await lookUp(customer, config));
      onLooked(judged.size, rows.length);
    },
    atOnce(rows.map(({ customer }) => customer)),
  );
  const inOrder = rows.flatMap(({ place }) => {
    const one = judged.get(place);
    return one === undefined ? [] : [{ place, ...one }];
  });
  const failed = inOrder.flatMap(({ place, fault }) => (fault === undefined ? [] : [problemAt(place, fault)]));
  const count = (kind: Judged["kind"]): number => inOrder.filter((one) => one.kind === kind).length;
  return {
    file: importFile(inOrder.flatMap(({ found }) => found ?? [])),
    problems: [...problems, ...failed].sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
    notLinked: count("notLinked"),
    notDeclared: count("notDeclared"),
  };
}

/** Rows that the program leaves out are not looked up. */
async function lookUp(customer: Customer, config: StackConfig): Promise<Judged> {
  const seen = isDeclared(customer) ? await lookUpCustomer(customer, config) : undefined;
  return judgeRow(customer, seen, seen?.failure === undefined ? declaredCredential(customer, config) : undefined);
}
