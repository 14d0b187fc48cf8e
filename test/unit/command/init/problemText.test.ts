import { problemText } from "../../../../provider/command/init/problemText";
import { PalError } from "../../../../provider/errors";
import { tenantId } from "../../fixtures";

describe("problemText", () => {
  it.each([
    {
      text: `cannot sign in as the account that is logged in to the Azure CLI, in tenant ${tenantId} (from credential.useCli, credential.tenantId): AADSTS50076: sign in again with \`az login --allow-no-subscriptions --tenant <tenant>\``,
      problem: `AADSTS50076: sign in again with \`az login --allow-no-subscriptions --tenant ${tenantId}\``,
    },
    {
      text: `cannot sign in as service principal 1 in tenant 2 by client secret (from the customer's row): AADSTS700016: no application (x): y`,
      problem: "AADSTS700016: no application (x): y",
    },
    { text: "cannot read the partner admin link: HTTP 503", problem: "cannot read the partner admin link: HTTP 503" },
  ])("says $problem", ({ text, problem }) => {
    expect(problemText(new PalError("PAL_AUTH_FAILED", text), tenantId)).toBe(problem);
  });
});
