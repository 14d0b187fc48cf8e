import { integer } from "./validate";

/** Rows in a page of a list unless the emulator has another number. */
export const usualPageSize = 100;

export const pageSize = integer(1, 1000);
