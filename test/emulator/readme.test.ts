import { behaviourTable, defaultDirectory, type Directory, startEmulator } from "../../emulator/azure";
import { help } from "../../emulator/azure/cliOptions";
import { operations } from "../../emulator/azure/operations";
import { fencesOf, readPage } from "../support/markdown";

const readme = readPage("emulator/README.md");

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

  const shown = fencesOf("emulator/README.md").find(({ language }) => language === "json")?.text ?? "";

  it("shows a directory that can be served", async () => {
    const directory = JSON.parse(shown) as Directory;
    const emulator = await startEmulator({ directory });
    await emulator.close();
    expect(emulator.directory.tenants).toMatchObject(directory.tenants);
  });
});
