import { stringify } from "csv-stringify/sync";
import { type Customer, customerColumns } from "./customer";

/** The rows as `customers.csv`. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function customersText(customers: readonly Customer[]): string {
  return stringify([...customers], { header: true, columns: [...customerColumns], escape_formulas: true });
}
