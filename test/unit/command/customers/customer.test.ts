import { isDeclared, resourceName } from "../../../../provider/command/customers/customer";
import { clientId, tenantId } from "../../fixtures";
import { customerWith } from "./customerFixtures";

describe("resourceName", () => {
  it.each([
    { what: "a person", change: {}, name: "contoso.example" },
    { what: "a directory without domain", change: { domain: "" }, name: tenantId },
    { what: "capitals", change: { domain: "Contoso.Example" }, name: "contoso.example" },
    {
      what: "an application",
      change: { identity: "servicePrincipal", clientId },
      name: `contoso.example-${clientId}`,
    },
    {
      what: "a user-assigned managed identity",
      change: { identity: "managedIdentity", clientId },
      name: `contoso.example-${clientId}`,
    },
    {
      what: "the machine's own identity",
      change: { identity: "managedIdentity" },
      name: "contoso.example-managedidentity",
    },
  ] as const)("tells $what apart", ({ change, name }) => {
    expect(resourceName(customerWith(change))).toBe(name);
  });
});

describe("isDeclared", () => {
  it.each([
    { change: {}, is: true },
    { change: { linkedTo: "654321" }, is: true },
    { change: { partnerId: "" }, is: false },
    { change: { problem: "AADSTS50076" }, is: false },
  ])("is $is for $change", ({ change, is }) => {
    expect(isDeclared(customerWith(change))).toBe(is);
  });
});
