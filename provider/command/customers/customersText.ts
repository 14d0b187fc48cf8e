import { stringify } from "csv-stringify/sync";
import { type Customer, customerColumns } from "./customer";

/**
 * The rows as `customers.csv`. A spreadsheet reads letters beyond ASCII right after a byte order mark only, and takes no
 * cell for a formula that begins with an apostrophe.
 */
export function customersText(customers: readonly Customer[]): string {
  return stringify([...customers], { bom: true, header: true, columns: [...customerColumns], escape_formulas: true });
}
