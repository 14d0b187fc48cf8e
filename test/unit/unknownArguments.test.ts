import { refuseUnknownArguments } from "../../provider/unknownArguments";

describe("refuseUnknownArguments", () => {
  it.each([
    { args: {} },
    { args: { partnerId: "1", credential: {}, expect: {}, overwrite: true, driftCheck: "off", onDelete: "retain" } },
    { args: { expct: undefined } },
  ])("accepts $args", ({ args }) => {
    expect(() => {
      refuseUnknownArguments("link", args);
    }).not.toThrow();
  });

  it.each([
    { given: "expct", nearest: "expect" },
    { given: "expects", nearest: "expect" },
    { given: "partnerID", nearest: "partnerId" },
    { given: "partner_id", nearest: "partnerId" },
    { given: "credentials", nearest: "credential" },
    { given: "OVERWRITE", nearest: "overwrite" },
    { given: "partner", nearest: "partnerId" },
    { given: "driftcheck", nearest: "driftCheck" },
    { given: "ondelete", nearest: "onDelete" },
    { given: "", nearest: "expect" },
  ])("names '$nearest' as the nearest of '$given'", ({ given, nearest }) => {
    expect(() => {
      refuseUnknownArguments("link", { partnerId: "1", [given]: null });
    }).toThrow(`PartnerAdminLink "link": unknown argument '${given}'. Did you mean '${nearest}'? (PAL_CONFIG_INVALID)`);
  });

  it("names the first of several", () => {
    expect(() => {
      refuseUnknownArguments("link", { tags: {}, expct: {} });
    }).toThrow("unknown argument 'tags'");
  });
});
