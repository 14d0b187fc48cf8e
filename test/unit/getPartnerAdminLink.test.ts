import * as pulumi from "@pulumi/pulumi";
import { lookUpLink } from "../../provider/azure/lookUpLink";
import { getPartnerAdminLink, getPartnerAdminLinkOutput } from "../../provider/getPartnerAdminLink";
import { clientId, identity, linkedAsDeclared, objectId, tenantId } from "./fixtures";
import { engineDone, mockLookUps, valueOf } from "./mocks";

jest.mock("../../provider/azure/lookUpLink");

const token = "pulumi-partner-admin-link:index:getPartnerAdminLink";
const credential = { tenantId, clientId, clientSecret: "not-a-secret" };
const link = { tenantId, objectId, partnerId: "1234567", partnerName: "Contoso", version: 3 };

describe("getPartnerAdminLink, under mocks", () => {
  afterEach(engineDone);

  it.each([
    { what: "no arguments", args: undefined, inputs: {} },
    { what: "a credential", args: { credential }, inputs: { credential } },
  ])("asks the mocks' call, and nobody in Azure, with $what as inputs", async ({ args, inputs }) => {
    const called = await mockLookUps(link);
    expect(await getPartnerAdminLink(args)).toStrictEqual(link);
    expect(called).toStrictEqual([{ token, inputs }]);
    expect(lookUpLink).not.toHaveBeenCalled();
  });

  it("is undefined when the mocks answer with no partner", async () => {
    await mockLookUps({});
    expect(await getPartnerAdminLink()).toBeUndefined();
  });
});

describe("getPartnerAdminLinkOutput, under mocks", () => {
  afterEach(engineDone);

  it("asks the mocks' call once the arguments are known, and makes no secret of the answer", async () => {
    const called = await mockLookUps(link);
    const clientSecret = pulumi.secret("not-a-secret");
    const found = getPartnerAdminLinkOutput({ credential: { ...credential, clientSecret } });
    expect(await valueOf(found)).toStrictEqual(link);
    expect(await pulumi.isSecret(found)).toBe(false);
    expect(called).toStrictEqual([{ token, inputs: { credential } }]);
  });

  it("needs no arguments", async () => {
    const called = await mockLookUps(link);
    expect(await valueOf(getPartnerAdminLinkOutput())).toStrictEqual(link);
    expect(called).toStrictEqual([{ token, inputs: {} }]);
  });
});

describe("getPartnerAdminLink, in a program", () => {
  afterEach(() => {
    jest.restoreAllMocks();
    jest.mocked(lookUpLink).mockReset();
  });

  it.each([
    { when: "the SDK has a monitor of its own", monitor: { getChannel: () => undefined } },
    { when: "it has none", monitor: undefined },
  ])("asks Azure when $when", async ({ monitor }) => {
    jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue(monitor as never);
    jest.mocked(lookUpLink).mockResolvedValue({ identity, live: { ...linkedAsDeclared, state: "Active" } });
    expect(await getPartnerAdminLink({ credential })).toStrictEqual({ tenantId, objectId, ...linkedAsDeclared });
    expect(lookUpLink).toHaveBeenCalledWith(credential, expect.any(Function));
  });

  it("is undefined when nothing is linked", async () => {
    jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue(undefined);
    jest.mocked(lookUpLink).mockResolvedValue({ identity, live: undefined });
    expect(await getPartnerAdminLink()).toBeUndefined();
  });
});
