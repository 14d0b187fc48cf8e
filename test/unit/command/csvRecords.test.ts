import { csvRecords } from "../../../provider/command/csvRecords";

type Fault = readonly [line: number, why: string];

async function read(
  chunks: readonly string[],
): Promise<{ records: (readonly [number, ...string[]])[]; faults: Fault[] }> {
  const faults: Fault[] = [];
  const records: (readonly [number, ...string[]])[] = [];
  for await (const { line, cells } of csvRecords(chunks, (at, why) => faults.push([at, why])))
    records.push([line, ...cells]);
  return { records, faults };
}

describe("csvRecords", () => {
  it.each<[string, string, (readonly [number, ...string[]])[]]>([
    [
      "commas",
      "a,b\n1,2\n",
      [
        [1, "a", "b"],
        [2, "1", "2"],
      ],
    ],
    [
      "semicolons, and commas in a name",
      "a;b\n1;2, 3\n",
      [
        [1, "a", "b"],
        [2, "1", "2, 3"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1\t2;3,4\n",
      [
        [1, "a", "b"],
        [2, "1", "2;3,4"],
      ],
    ],
    [
      "one column",
      "a\nx\n",
      [
        [1, "a"],
        [2, "x"],
      ],
    ],
    ["a byte order mark", "\uFEFFa;b\n", [[1, "a", "b"]]],
    [
      "line ends of Windows, none at the end",
      "a,b\r\n1,2",
      [
        [1, "a", "b"],
        [2, "1", "2"],
      ],
    ],
    ["blanks around cells", " a , b \n", [[1, "a", "b"]]],
    [
      "quotes and umlauts",
      'a,b\n"Müller & ""Söhne"", Köln",x"y"\n',
      [
        [1, "a", "b"],
        [2, 'Müller & "Söhne", Köln', 'x"y"'],
      ],
    ],
    [
      "a delimiter in quotes",
      'a;b\n"1;2";3\n',
      [
        [1, "a", "b"],
        [2, "1;2", "3"],
      ],
    ],
    [
      "lines without anything",
      "\n\na,b\n\n,,\n1,2\n",
      [
        [3, "a", "b"],
        [6, "1", "2"],
      ],
    ],
    [
      "a name of two lines",
      'a,b\n"1\r\n2",3\n4,5\n',
      [
        [1, "a", "b"],
        [2, "1\n2", "3"],
        [4, "4", "5"],
      ],
    ],
    [
      "rows that are too short and too long",
      "a,b\n1\n1,2,3\n",
      [
        [1, "a", "b"],
        [2, "1"],
        [3, "1", "2", "3"],
      ],
    ],
    ["nothing", "", []],
    ["empty lines only", "\n\n", []],
  ])("reads %s", async (_, text, records) => {
    const whole = { records, faults: [] };
    expect(await read([text])).toEqual(whole);
    expect(await read(text.split(/(?:)/u))).toEqual(whole);
  });

  it.each(["", "\n", "\n\n"])("names the line of a quotation mark that is never closed before %j", async (end) => {
    const { records, faults } = await read([`a,b\n1,2\n\n3,"4\n5,6\n7,8${end}`]);
    expect(records).toEqual([
      [1, "a", "b"],
      [2, "1", "2"],
    ]);
    expect(faults).toEqual([[4, expect.stringContaining("unclosed") as string]]);
  });
});
