const pulumi = require("@pulumi/pulumi");
const { getPartnerAdminLink, getPartnerAdminLinkOutput, PartnerAdminLink } = require("pulumi-partner-admin-link");

const valueOf = (output) => new Promise((resolve) => output.apply(resolve));
const asked = [];
let answer;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs }) => ({ id: "tenant/object", state: { ...inputs, tenantId: "tenant", type } }),
    call: ({ token, inputs }) => {
      asked.push([token, inputs]);
      return answer;
    },
  });
});

test("a resource has what the mocks give it", async () => {
  const link = new PartnerAdminLink("link", { partnerId: "123456", credential: { useMsi: true } });
  expect(PartnerAdminLink.isInstance(link)).toBe(true);
  expect(await valueOf(link.partnerId)).toBe("123456");
  expect(await valueOf(link.tenantId)).toBe("tenant");
});

test("a look-up has what the mocks answer", async () => {
  answer = { partnerId: "123456", partnerName: "Contoso" };
  expect(await getPartnerAdminLink({ credential: { useCli: true } })).toEqual(answer);
  expect(await valueOf(getPartnerAdminLinkOutput())).toEqual(answer);
  const token = "pulumi-partner-admin-link:index:getPartnerAdminLink";
  expect(asked).toEqual([
    [token, { credential: { useCli: true } }],
    [token, {}],
  ]);
});

test("a look-up finds no link where the mocks answer with none", async () => {
  answer = {};
  expect(await getPartnerAdminLink()).toBeUndefined();
});
