import { readFileSync } from "node:fs";
import { join } from "node:path";
import { behaviourTable, defaultDirectory } from "../../emulator/azure";
import { help } from "../../emulator/azure/cliOptions";
import { operations } from "../../emulator/azure/operations";

const readme = readFileSync(join(__dirname, "../../emulator/README.md"), "utf8");

/** The cells of a table's row without the blanks that make columns line up. */
const rows = readme
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const { tenants, partners } = defaultDirectory;
const ids = [
  ...tenants.map(({ tenantId }) => tenantId),
  ...tenants.flatMap(({ principals }) => principals.flatMap(({ clientId }) => clientId ?? [])),
  ...partners.map(({ partnerId }) => partnerId),
];

describe("README of the emulator", () => {
  it("gives the command line's own help", () => {
    expect(readme).toContain(help.trim());
  });

  it.each(Object.entries(behaviourTable))(
    "lists what %s decides and every value, the default first",
    (name, option) => {
      const values = option.values.map((value) => `\`${value}\``);
      const listed = [`**${values.join(", ").replace(", ", "**, ")}`];
      expect(rows).toContainEqual(["", `\`${name}\``, option.about, ...listed, ""]);
    },
  );

  it("names every operation", () => {
    expect(operations.filter((operation) => !readme.includes(`\`${operation}\``))).toEqual([]);
  });

  it("lists the default directory's tenants, applications and partners", () => {
    expect(ids.filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
  });
});
