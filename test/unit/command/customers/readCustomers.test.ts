import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customersText } from "../../../../provider/command/customers/customersText";
import { readCustomers } from "../../../../provider/command/customers/readCustomers";
import { thrownBy } from "../../fixtures";
import { customerWith } from "./customerFixtures";

describe("readCustomers", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "customers-"));
    file = join(folder, "customers.csv");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads a file", async () => {
    writeFileSync(file, customersText([customerWith()]));
    expect((await readCustomers(file)).rows).toEqual([{ line: 2, customer: customerWith() }]);
  });

  it("names a file that is missing", async () => {
    expect(await thrownBy(() => readCustomers(file))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read customers from ${file}: there is no such file`,
    });
  });

  it("names a file that lacks a column", async () => {
    writeFileSync(file, "a,b\n");
    expect(await thrownBy(() => readCustomers(file))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringMatching(/customers\.csv: line 1 lacks tenantId, identity, partnerId\. /) as string,
    });
  });

  it("refuses a file that is larger than 16 MiB", async () => {
    writeFileSync(file, Buffer.alloc(16 * 1_048_576 + 1, "x"));
    expect(await thrownBy(() => readCustomers(file))).toMatchObject({
      text: expect.stringContaining("it is larger than 16 MiB") as string,
    });
  });
});
