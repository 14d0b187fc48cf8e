import { summaryText } from "../../../../provider/command/init/summaryText";
import type { Customer } from "../../../../provider/command/customers/customer";
import { clientId } from "../../fixtures";
import { customerWith } from "../customers/customerFixtures";

const partnerId = "123456";

function textOf(customers: readonly Partial<Customer>[], folder = "links"): string {
  return summaryText({
    label: "user megan@partner.example",
    partner: { partnerId, partnerName: "Fabrikam Consulting" },
    customers: customers.map((change) => customerWith({ partnerId, ...change })),
    folder,
    files: ["customers.csv", "index.ts"],
  });
}

const text = `\
Signed in as user megan@partner.example.
Reached 5 directories: 1 linked to 123456 (Fabrikam Consulting), 1 to another partner, 1 not linked, 2 could not be entered.

Linked to another partner. Left out of the program until you fill in partnerId:
DIRECTORY  NAME  LINKED TO
b.example  B     654321

Could not be entered. Left out of the program until you clear problem:
DIRECTORY  NAME  PROBLEM
d.example  -     no consent
e.example  E     no account

Wrote customers.csv, index.ts to links. Nothing was written to Azure.

Next:
  cd links
  npm install
  pulumi stack init customers
  pulumi import --file import.json --protect=false --generate-code=false
  pulumi preview
  pulumi up
  pulumi preview --expect-no-changes
`;

describe("summaryText", () => {
  it("counts the directories, lists those that are left out, and names the next commands", () => {
    expect(
      textOf([
        { domain: "a.example", name: "A", linkedTo: partnerId },
        { domain: "b.example", name: "B", linkedTo: "654321", partnerId: "" },
        { domain: "c.example", name: "C" },
        { domain: "d.example", name: "", problem: "no consent" },
        { domain: "e.example", name: "E", problem: "no account" },
      ]),
    ).toBe(text);
  });

  it("lists nothing and imports nothing where there is nothing", () => {
    const short = textOf([{}], ".");
    expect(short).toContain("Reached 1 directory: 0 linked to");
    expect(short).not.toMatch(/Left out|import --file|cd /);
  });

  it("names how an application gets its secret", () => {
    expect(textOf([{ identity: "servicePrincipal", clientId }])).toContain(
      "\n  pulumi config set clientSecret --secret ",
    );
  });

  it("lists twenty and points to the file for the others", () => {
    const many = Array.from({ length: 23 }, (_, index) => ({ domain: `c${index}.example`, problem: "no consent" }));
    expect(textOf(many)).toMatch(/^c19\.example .*\nand 3 more, see customers\.csv$/m);
  });

  it.each([
    { folder: "my links", typed: "cd 'my links'" },
    { folder: "it's", typed: String.raw`cd 'it'\''s'` },
    { folder: "../a/b-c_d.e", typed: "cd ../a/b-c_d.e" },
  ])("goes to $folder as a shell takes it", ({ folder, typed }) => {
    expect(textOf([{}], folder)).toContain(`\n  ${typed}\n`);
  });

  it("keeps the names of others on their line", () => {
    const name = "Con\u001B[31mtoso\n##vso[task.complete]\u202E";
    expect(textOf([{ name, problem: "no" }])).toMatch(/^contoso\.example {2}Contoso # #vso\[task\.complete\] {2}no$/m);
  });
});
