import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columns } from "./columns";
import { playRow, type Stage } from "./play";
import { rows } from "./rows";
import { openStage } from "./stage";
import { type Cell, messageList, outcomeTable } from "./table";
import { everyWorld, fewWorlds } from "./worlds";

// The behaviours of the service four at a time, or each alone: `npm run matrix` takes a quarter of an hour.
const isWhole = process.env["PAL_MATRIX"] === "whole";
const worlds = isWhole ? everyWorld : fewWorlds;

/** What is committed; while recording, that is what was seen just now, unless it is wrong. */
function recorded(file: string, seen: string): string {
  const path = join(__dirname, file);
  if (process.env["PAL_E2E_RECORD"] === "1" && !seen.includes("WRONG")) writeFileSync(path, seen);
  return readFileSync(path, "utf8");
}

describe("every fault in every callback", () => {
  let stage: Stage & { readonly close: () => Promise<void> };
  const cells: Cell[] = [];

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close();
    if (isWhole) process.stdout.write(`\n${outcomeTable(cells)}\n`);
  });

  describe.each(worlds)("behaviour $name", ({ behaviour }) => {
    beforeAll(() => {
      stage.emulator.setBehaviour(behaviour);
    });

    it.each(rows)("$name", async (row) => {
      const endings = await playRow(stage, row, columns);
      const played = endings.map(({ column, ending }) => ({ row, column, ending }));
      cells.push(...played);
      const wrong = played.filter(({ ending }) => ending.outcome.startsWith("WRONG"));
      expect(wrong.map(({ column, ending }) => `${column.name}: ${ending.outcome}`)).toEqual([]);
    });
  });

  it("ends as the table says", () => {
    expect(cells).toHaveLength(worlds.length * rows.length * columns.length);
    const table = outcomeTable(cells);
    expect(recorded("matrix.txt", table)).toBe(table);
  });

  it("is told in these words", () => {
    const list = messageList(cells);
    expect(recorded("messages.txt", list)).toBe(list);
  });
});
