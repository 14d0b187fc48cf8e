import { choosePartner } from "../../../../provider/command/init/choosePartner";
import { directoryLinkedTo, directoryThatRefuses } from "./directories";

const linkedTo = (partnerId: string, partnerName?: string) =>
  directoryLinkedTo({ partnerId, ...(partnerName === undefined ? {} : { partnerName }) });

describe("choosePartner", () => {
  it("returns the partner that most links name", () => {
    const directories = [linkedTo("2"), linkedTo("1"), linkedTo("1", "Fabrikam"), directoryLinkedTo(undefined)];
    expect(choosePartner(directories, undefined)).toEqual({ partnerId: "1", partnerName: "Fabrikam" });
  });

  it.each([
    { given: "2", partner: { partnerId: "2", partnerName: "Northwind" } },
    { given: "3", partner: { partnerId: "3" } },
  ])("returns the partner that is given, $given, with its name when a link has it", ({ given, partner }) => {
    expect(choosePartner([linkedTo("1"), linkedTo("1"), linkedTo("2", "Northwind")], given)).toEqual(partner);
  });

  it.each([
    { directories: [], why: "no directory that the sign-in can enter has a partner admin link" },
    { directories: [directoryThatRefuses()], why: "no directory that the sign-in can enter has a partner admin link" },
    { directories: [linkedTo("1"), linkedTo("2")], why: "the links name 1 and 2 equally often" },
  ])("throws when none is given and $why", ({ directories, why }) => {
    expect(() => choosePartner(directories, undefined)).toThrow(`${why}. Pass --partner-id ID (PAL_CONFIG_INVALID)`);
  });
});
