import { customerRow } from "../../../../provider/command/init/customerRow";
import { another, clientId, declared, linkedAsDeclared, linkedToAnother } from "../../fixtures";
import { customerWith } from "../customers/customerFixtures";
import { directoryLinkedTo, directoryThatRefuses } from "./directories";

const person = { identity: "azureCli", clientId: "" } as const;

describe("customerRow", () => {
  it.each([
    { what: "is not linked", directory: directoryLinkedTo(undefined), change: {} },
    {
      what: "is linked to the partner",
      directory: directoryLinkedTo(linkedAsDeclared),
      change: { linkedTo: declared },
    },
    {
      what: "is linked to another partner",
      directory: directoryLinkedTo(linkedToAnother),
      change: { partnerId: "", linkedTo: another },
    },
    { what: "cannot be entered", directory: directoryThatRefuses("no"), change: { problem: "no" } },
  ])("tells of a directory that $what", ({ directory, change }) => {
    expect(customerRow(directory, person, declared)).toEqual(customerWith(change));
  });

  it("names the application that signs in", () => {
    const application = { identity: "servicePrincipal", clientId } as const;
    expect(customerRow(directoryLinkedTo(undefined), application, declared)).toEqual(customerWith(application));
  });

  it.each([
    { defaultDomain: "Contoso.Example", domain: "contoso.example" },
    { defaultDomain: "=cmd()", domain: "" },
    { defaultDomain: "-contoso", domain: "" },
    { defaultDomain: "a::b", domain: "" },
  ])("has the domain $defaultDomain as $domain, which names a resource", ({ defaultDomain, domain }) => {
    const directory = directoryLinkedTo(undefined, { defaultDomain });
    expect(customerRow(directory, person, declared).domain).toBe(domain);
  });

  it("has a row for a directory that tells nothing of itself", () => {
    const { tenant } = directoryLinkedTo(undefined);
    const directory = { tenant: { tenantId: tenant.tenantId }, seen: directoryLinkedTo(undefined).seen };
    expect(customerRow(directory, person, declared)).toEqual(customerWith({ name: "", domain: "" }));
  });
});
