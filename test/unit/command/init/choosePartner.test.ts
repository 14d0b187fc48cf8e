import { choosePartner } from "../../../../provider/command/init/choosePartner";
import { directoryLinkedTo, directoryThatRefuses } from "./directories";

const linkedTo = (partnerId: string, partnerName?: string) =>
  directoryLinkedTo({ partnerId, ...(partnerName === undefined ? {} : { partnerName }) });

describe("choosePartner", () => {
  it("takes the partner that most of the links name", () => {
    const directories = [linkedTo("2"), linkedTo("1"), linkedTo("1", "Fabrikam"), directoryLinkedTo(undefined)];
    expect(choosePartner(directories, undefined)).toEqual({ partnerId: "1", partnerName: "Fabrikam" });
  });

  it.each([
    { given: "2", partner: { partnerId: "2", partnerName: "Northwind" } },
    { given: "3", partner: { partnerId: "3" } },
  ])("takes the partner that is given, $given, with its name where a link tells it", ({ given, partner }) => {
    expect(choosePartner([linkedTo("1"), linkedTo("1"), linkedTo("2", "Northwind")], given)).toEqual(partner);
  });

  it.each([
    { directories: [], why: "no directory that could be entered has a partner admin link" },
    { directories: [directoryThatRefuses()], why: "no directory that could be entered has a partner admin link" },
    { directories: [linkedTo("1"), linkedTo("2")], why: "as many links name 1 as 2" },
  ])("asks for it where the links do not tell: $why", ({ directories, why }) => {
    expect(() => choosePartner(directories, undefined)).toThrow(`${why}: give --partner-id ID (PAL_CONFIG_INVALID)`);
  });
});
