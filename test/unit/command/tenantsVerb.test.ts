import { tenantsText, tenantsVerb } from "../../../provider/command/tenantsVerb";
import { PalError } from "../../../provider/errors";
import type { Tenant } from "../../../provider/recognition/types";
import { tenantId } from "../fixtures";
import { runVerbs } from "./runVerbs";

const other = "aaaaaaaa-0000-4000-8000-00000000000a";
const tenants: Tenant[] = [
  { tenantId, displayName: "Contoso", defaultDomain: "contoso.com", tenantCategory: "Home" },
  { tenantId: other, displayName: "日本マイクロソフト", tenantCategory: "ProjectedBy" },
  { tenantId: other },
];

const text = `\
TENANT ID                             NAME                DOMAIN       CATEGORY
${tenantId}  Contoso             contoso.com  Home
${other}  日本マイクロソフト  -            ProjectedBy
${other}  -                   -            -
`;

const load = (tenantsOf: () => Promise<Tenant[]>) => () => ({
  tenantsOf,
  check: () => Promise.reject(new Error("not asked for")),
});

describe("tenantsText", () => {
  it("has a row for each directory, with its name and domain", () => {
    expect(tenantsText(tenants)).toBe(text);
  });

  it("keeps the names of others on their line", () => {
    const displayName = "Con\u001B[31mtoso\n##vso[task.complete]\u202E";
    expect(tenantsText([{ tenantId, displayName, defaultDomain: "" }])).toMatch(
      /^\S+ {2}Contoso # #vso\[task.complete\] {2}- +-$/m,
    );
  });
});

describe("tenants", () => {
  it("prints the table", async () => {
    const ran = await runVerbs([tenantsVerb(load(() => Promise.resolve(tenants)))], ["tenants"]);
    expect(ran).toStrictEqual({ exitCode: 0, stdout: text, stderr: "" });
  });

  it("prints the list as it is with --json", async () => {
    const { stdout } = await runVerbs([tenantsVerb(load(() => Promise.resolve(tenants)))], ["tenants", "--json"]);
    expect(JSON.parse(stdout)).toEqual(tenants);
  });

  it("ends with 1 and the reason when they cannot be read", async () => {
    const failed = () => Promise.reject(new PalError("PAL_AUTH_FAILED", "wrong secret"));
    expect(await runVerbs([tenantsVerb(load(failed))], ["tenants"])).toStrictEqual({
      exitCode: 1,
      stdout: "",
      stderr: "wrong secret (PAL_AUTH_FAILED)\n",
    });
  });

  it("loads nothing when it is not called", async () => {
    const loaded = jest.fn(load(() => Promise.resolve([])));
    await runVerbs([tenantsVerb(loaded)], ["tenants", "--help"]);
    expect(loaded).not.toHaveBeenCalled();
  });
});
