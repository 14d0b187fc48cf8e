import type { Observation } from "../../../../provider/azure/observe";
import { judgeRow } from "../../../../provider/command/customers/judgeRow";
import { PalError } from "../../../../provider/errors";
import { declared, identity, linkedAsDeclared, linkedToAnother, tenantId } from "../../fixtures";
import { customerWith } from "./customerFixtures";

const credential = { useCli: true, tenantId };
const linked: Observation = { identity, live: linkedAsDeclared };

describe("judgeRow", () => {
  it("imports a link to the row's partner, with the arguments of the program", () => {
    expect(judgeRow(customerWith(), linked, credential)).toEqual({
      kind: "found",
      found: { name: "contoso.example", identity, live: linkedAsDeclared, args: { credential, expect: { tenantId } } },
    });
  });

  it("leaves out a credential that holds a secret", () => {
    expect(judgeRow(customerWith(), linked, undefined).found?.args).toEqual({ expect: { tenantId } });
  });

  it("names a link to another partner", () => {
    expect(judgeRow(customerWith(), { identity, live: linkedToAnother }, credential)).toEqual({
      kind: "failed",
      fault: `${identity.label} is linked to ${linkedToAnother.partnerId} (Fabrikam), not to ${declared}`,
    });
  });

  it("names a link to another partner that has no name", () => {
    const { fault } = judgeRow(customerWith(), { identity, live: { partnerId: "1" } }, credential);
    expect(fault).toBe(`${identity.label} is linked to 1, not to ${declared}`);
  });

  it("says why a link cannot be read", () => {
    const failure = new PalError("PAL_AUTH_FAILED", "refused");
    expect(judgeRow(customerWith(), { failure }, credential)).toEqual({
      kind: "failed",
      fault: "refused (PAL_AUTH_FAILED)",
    });
  });

  it.each([
    { kind: "notLinked", change: {}, seen: { identity, live: undefined } },
    { kind: "notDeclared", change: { problem: "AADSTS50076" }, seen: linked },
    { kind: "notDeclared", change: { partnerId: "" }, seen: linked },
    { kind: "notDeclared", change: {}, seen: undefined },
  ])("tells of a row that is $kind, $change", ({ kind, change, seen }) => {
    expect(judgeRow(customerWith(change), seen, credential)).toEqual({ kind });
  });
});
