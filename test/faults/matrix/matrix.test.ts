import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columns } from "./columns";
import { playRow, type Processes, type UsualRequests } from "./play";
import { rows } from "./rows";
import { openProcesses } from "./processes";
import { everyService, fewServices } from "./services";
import { type Cell, messageList, messagesIn, outcomesIn, outcomeTable } from "./table";

const isRecorded = process.env["PAL_E2E_RECORD"] === "1";
// Each behaviour of the service alone: `npm run matrix` takes a quarter of an hour.
const isWhole = process.env["PAL_MATRIX"] === "whole";
const services = isWhole ? everyService : fewServices;
const isInTurn = !isWhole && !isRecorded;

/** Each row meets one of the few, in turn; or, where the table is to be complete, all of them. */
const played = services.map((service, turn) => ({
  ...service,
  rows: isInTurn ? rows.filter((_, number) => number % services.length === turn) : rows,
}));

/** What is committed; while recording, that is what was seen just now, unless it is wrong. */
function recorded(file: string, seen?: string): string {
  const path = join(__dirname, file);
  if (isRecorded && seen?.includes("WRONG") === false) writeFileSync(path, seen);
  return readFileSync(path, "utf8");
}

/** With one behaviour a row, what is seen is among what was recorded with all of them. */
const knownOutcomes = isInTurn ? outcomesIn(recorded("matrix.txt")) : undefined;
const knownMessages = isInTurn ? messagesIn(recorded("messages.txt")) : undefined;

describe("every fault in every callback", () => {
  let processes: Processes & { readonly close: () => Promise<void> };
  const cells: Cell[] = [];

  beforeAll(async () => {
    processes = await openProcesses();
  });
  afterAll(async () => {
    await processes.close();
    if (isWhole) process.stdout.write(`\n${outcomeTable(cells)}\n`);
  });

  describe.each(played)("behaviour $name", ({ behaviour, rows: here }) => {
    const usual: UsualRequests = new Map();

    beforeAll(() => {
      processes.emulator.setBehaviour(behaviour);
    });

    it.each(here)("$name", async (row) => {
      const endings = await playRow(processes, row, columns, usual);
      const played = endings.map(({ column, ending }) => ({ row, column, ending }));
      cells.push(...played);
      const wrong = played.filter(({ ending }) => ending.outcome.startsWith("WRONG"));
      expect(wrong.map(({ column, ending }) => `${column.name}: ${ending.outcome}`)).toEqual([]);
    });
  });

  it("ends as the table says", () => {
    expect(cells).toHaveLength(played.flatMap(({ rows: here }) => here).length * columns.length);
    const table = outcomeTable(inOrder(cells), knownOutcomes);
    expect(recorded("matrix.txt", table)).toBe(table);
  });

  it("is told in these words", () => {
    const list = messageList(inOrder(cells), knownMessages);
    expect(recorded("messages.txt", list)).toBe(list);
  });
});

/** As the rows are listed. */
function inOrder(cells: readonly Cell[]): readonly Cell[] {
  return [...cells].sort((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
}
