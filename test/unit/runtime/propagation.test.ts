import { PalError } from "../../../provider/errors";
import { mayPropagate } from "../../../provider/runtime/propagation";

function refusal(serviceCode?: string): PalError {
  return new PalError("PAL_AUTH_FAILED", "refused", serviceCode === undefined ? {} : { serviceCode });
}

describe("mayPropagate", () => {
  it.each([
    { when: "a new secret is refused", made: true, failure: refusal("7000215"), waits: true },
    { when: "a new application is not known", made: true, failure: refusal("700016"), waits: true },
    {
      when: "a secret that the program wrote down is refused",
      made: undefined,
      failure: refusal("7000215"),
      waits: false,
    },
    { when: "the secret has expired", made: true, failure: refusal("7000222"), waits: false },
    { when: "the tenant is not known", made: true, failure: refusal("90002"), waits: false },
    { when: "Entra gives no number", made: true, failure: refusal(), waits: false },
    {
      when: "ARM does not know the new identity's token",
      made: true,
      failure: new PalError("PAL_SERVICE_FAILED", "refused", { statusCode: 401 }),
      waits: true,
    },
    { when: "the failure is no refusal", made: true, failure: new Error("7000215"), waits: false },
  ])("is $waits when $when", ({ made, failure, waits }) => {
    expect(mayPropagate({ __credentialFromResource: made }, failure)).toBe(waits);
  });
});
