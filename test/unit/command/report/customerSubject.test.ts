import { customerSubject } from "../../../../provider/command/report/customerSubject";
import { customerWith } from "../customers/customerFixtures";
import { clientId, declared, tenantId } from "../../fixtures";

const noConfig = () => undefined;
const place = { text: "line 2 of customers.csv", line: 2 };

describe("customerSubject", () => {
  it("tells what a row says", () => {
    expect(customerSubject(customerWith({ name: "Müller, Söhne" }), place, noConfig)).toMatchObject({
      tenantId,
      customer: "Müller, Söhne",
      domain: "contoso.example",
      line: 2,
      label: "Azure CLI",
      partnerId: declared,
    });
  });

  it("leaves out what a row does not say", () => {
    const row = customerWith({ name: "", domain: "", partnerId: "", identity: "servicePrincipal", clientId });
    expect(customerSubject(row, { text: "entry 1" }, noConfig)).toEqual({
      tenantId,
      label: `service principal ${clientId}`,
      whoSignsIn: expect.any(Function) as unknown,
    });
  });

  it("keeps what would act on a terminal out of names", () => {
    const row = customerWith({ name: "Con\u001B[31mtoso\n##vso[task]", identity: "managedIdentity" });
    expect(customerSubject(row, place, noConfig)).toMatchObject({
      customer: "Contoso # #vso[task]",
      label: "managed identity",
    });
  });
});
