import { customersText } from "../../../../provider/command/customers/customersText";
import { customersIn } from "../../../../provider/command/report/customersFile";
import type { Listing } from "../../../../provider/command/report/listing";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { customerWith } from "../customers/customerFixtures";
import { clientId, declared, tenantId } from "../../fixtures";

const header = "tenantId,name,domain,identity,clientId,partnerId";
const other = "aaaaaaaa-0000-4000-8000-00000000000a";

function listed(...lines: readonly string[]): Promise<Listing> {
  return customersIn([header, ...lines].join("\n"), "customers.csv");
}

describe("customersIn", () => {
  beforeEach(() => {
    ownEnvironment();
    process.env["ARM_CLIENT_SECRET"] = "canary";
  });
  afterEach(inheritedEnvironment);

  it("reads what init writes", async () => {
    const listing = await customersIn(customersText([customerWith()]), "customers.csv");
    expect(listing).toMatchObject({ failed: [], problems: [] });
    expect(listing.subjects.map((subject) => subject.tenantId)).toEqual([customerWith().tenantId]);
  });

  it("reads the identity and directory of each row", async () => {
    const listing = await listed(
      `${tenantId.toUpperCase()},"Müller, Söhne",mueller.example,azureCli,,${declared}`,
      `${tenantId},,,servicePrincipal,${clientId.toUpperCase()},`,
      `${other},Contoso,,managedIdentity,${clientId}`,
      `${other},Contoso,,managedIdentity`,
    );
    expect(listing).toMatchObject({ failed: [], problems: [] });
    expect(listing.subjects).toEqual([
      {
        tenantId,
        customer: "Müller, Söhne",
        domain: "mueller.example",
        line: 2,
        label: "Azure CLI",
        partnerId: declared,
        credential: { useCli: true, tenantId },
      },
      {
        tenantId,
        line: 3,
        label: `service principal ${clientId}`,
        credential: { tenantId, clientId, clientSecret: "canary" },
      },
      {
        tenantId: other,
        customer: "Contoso",
        line: 4,
        label: `managed identity ${clientId}`,
        credential: { useMsi: true, tenantId: other, clientId },
      },
      {
        tenantId: other,
        customer: "Contoso",
        line: 5,
        label: "managed identity",
        credential: { useMsi: true, tenantId: other },
      },
    ]);
  });

  it("takes columns in any order, however they are capitalised and joined", async () => {
    const { subjects } = await customersIn(`Identity;Tenant-ID;;\nazureCli;${tenantId};;\n`, "customers.csv");
    expect(subjects).toMatchObject([{ tenantId, line: 2 }]);
  });

  it.each<[string, string]>([
    ["contoso.com,,,azureCli", "tenantId must be a GUID; it is a string of length 11"],
    [",,,azureCli", "tenantId must be a GUID; it is missing"],
    [`${tenantId},,,user`, 'identity must be one of azureCli, servicePrincipal, managedIdentity; it is "user"'],
    [tenantId, "identity must be one of azureCli, servicePrincipal, managedIdentity; it is missing"],
    [`${tenantId},,,servicePrincipal`, "a servicePrincipal needs its clientId"],
    [`${tenantId},,,servicePrincipal,my-app`, 'clientId must be a GUID; it is "my-app"'],
    [`${tenantId},,,azureCli,${clientId}`, "clientId goes with servicePrincipal or managedIdentity"],
    [`${tenantId},,,azureCli,,PLA-1`, "partnerId must be digits; it is a string of length 5"],
    [`${tenantId},,,servicePrincipal,a-secret-in-the-wrong-column~1`, "not shown, it may be a secret"],
    [`${tenantId},a,b,azureCli,,1,2`, "it has 7 cells, and there are 6 columns"],
  ])("names the line of %s, and reads the others", async (row, says) => {
    const { subjects, problems } = await listed(`${other},,,azureCli`, row, `${other},,,managedIdentity`);
    expect(subjects.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems).toEqual([{ line: 3, text: expect.stringMatching(/^line 3 of customers\.csv: /) as string }]);
    expect(problems[0]?.text).toContain(says);
    expect(problems[0]?.text).not.toContain("secret-in");
  });

  it("names the line of a duplicate, and the line that it repeats", async () => {
    const { subjects, problems } = await listed(
      `${tenantId},One,,servicePrincipal,${clientId}`,
      `${other},Two,,servicePrincipal,${clientId}`,
      `${tenantId.toUpperCase()},Three,,servicePrincipal,${clientId.toUpperCase()}`,
    );
    expect(subjects).toHaveLength(2);
    expect(problems).toEqual([
      { line: 4, text: "line 4 of customers.csv: repeats the identity and directory of line 2 of customers.csv" },
    ]);
  });

  it("reports a service principal that nothing proves as an identity that cannot sign in", async () => {
    delete process.env["ARM_CLIENT_SECRET"];
    const { subjects, failed } = await listed(`${tenantId},,,servicePrincipal,${clientId}`, `${tenantId},,,azureCli`);
    expect(subjects).toHaveLength(1);
    expect(failed).toMatchObject([{ subject: { tenantId, line: 2 }, error: { code: "PAL_CONFIG_INVALID" } }]);
    expect(failed[0]?.error?.text).toContain("set ARM_CLIENT_SECRET");
  });

  it.each<[string, string, string]>([
    [
      "lacks a column",
      "name,identity\na,azureCli\n",
      "customers.csv lacks the column tenantId; it has the columns name, identity",
    ],
    ["is empty", "", "customers.csv lacks the columns tenantId, identity; it has no columns"],
    ["has an unknown column", `${header},contact\n`, "has the unknown column contact; known are tenantId, name"],
    ["has a column twice", `${header},Tenant ID\n`, "has the column tenantId twice"],
    [
      "has a column for a secret",
      `${header},client_Secret\n`,
      "has the column client_Secret, and a list of customers holds no secrets",
    ],
    [
      "has a column for a password",
      `${header},Kennwort\n`,
      "has the column Kennwort, and a list of customers holds no secrets",
    ],
    ["has no row", `${header}\n`, "customers.csv names no customer"],
    ["is JSON and no list", '{"tenantId": "x"}', "customers.csv must be a JSON list of objects, or CSV"],
    ["is a JSON list of texts", '["x"]', "customers.csv must be a JSON list of objects, or CSV"],
    ["is broken JSON", '[{"tenantId": ', "customers.csv must be a JSON list of objects, or CSV"],
    ["is JSON with a secret", '[{"tenantId": "x", "clientSecret": "canary-1"}]', "has the column clientSecret"],
  ])("refuses a file that %s", async (_, text, says) => {
    const refused = customersIn(text, "customers.csv");
    await expect(refused).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringContaining(says) as string,
    });
    await expect(refused).rejects.not.toThrow("canary");
  });

  it("reads a JSON list of the same", async () => {
    const rows = [
      { tenantId, name: "Contoso", identity: "azureCli", partnerId: 1234567, clientId: null },
      { tenantId: "x", identity: "azureCli" },
    ];
    const { subjects, problems } = await customersIn(JSON.stringify(rows), "customers.json");
    expect(subjects).toMatchObject([{ tenantId, customer: "Contoso", partnerId: declared }]);
    expect(problems).toEqual([{ text: 'entry 2 of customers.json: tenantId must be a GUID; it is "x"' }]);
  });

  it("keeps what would act on a terminal out of names", async () => {
    const { subjects } = await listed(`${tenantId},"Con\u001B[31mtoso\n##vso[task]",,azureCli`);
    expect(subjects).toMatchObject([{ customer: "Contoso # #vso[task]" }]);
  });

  it("reads 10,000 rows", async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => {
      return `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")};"Kunde ""${index}""; Köln";;azureCli;;`;
    });
    const { subjects, problems } = await customersIn(
      ["\uFEFF" + header.replaceAll(",", ";"), ...lines].join("\r\n"),
      "f",
    );
    expect([subjects.length, problems]).toEqual([10_000, []]);
    expect(subjects.at(-1)).toMatchObject({ customer: 'Kunde "9999"; Köln', line: 10_001 });
  });
});
