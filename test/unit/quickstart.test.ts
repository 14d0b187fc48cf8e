import type * as pulumi from "@pulumi/pulumi";
import type * as quickstart from "../../examples/quickstart/index";

type Registered = Record<string, pulumi.runtime.MockResourceArgs>;
type Program = typeof quickstart;

const objectId = "22222222-2222-2222-2222-222222222222";

/** Azure's and the link's answers, as far as the program passes them on. */
const answers: Record<string, Record<string, unknown>> = {
  link: { objectId, partnerName: "Contoso" },
  customer: {},
  recognition: {},
};

/** Runs the quickstart's program against mocks and returns what it registered, by name, and what it exports. */
async function runQuickstart(config: Record<string, string>): Promise<{ registered: Registered; program: Program }> {
  const registered: Registered = {};
  jest.resetModules();
  const { runtime } = await import("@pulumi/pulumi");
  runtime.setAllConfig(config);
  await runtime.setMocks(
    {
      newResource: (args) => {
        registered[args.name] = args;
        return {
          id: `id-of-${args.name}`,
          state: { ...args.inputs, ...answers[args.name] } as Record<string, unknown>,
        };
      },
      call: () => ({ subscriptionId: "sub" }),
    },
    "project",
    "stack",
  );
  const program = await import("../../examples/quickstart/index.js");
  await runtime.disconnect();
  return { registered, program };
}

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("the quickstart's program", () => {
  it("links the partner of the stack's configuration", async () => {
    const { registered } = await runQuickstart({ "project:partnerId": "123456" });
    expect(registered["link"]?.inputs).toMatchObject({ partnerId: "123456" });
  });

  it("assigns the recommended role to the linked identity at the resource group's scope", async () => {
    const { registered } = await runQuickstart({ "project:partnerId": "123456" });
    expect(registered["recognition"]?.inputs).toStrictEqual({
      principalId: objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/sub/providers/Microsoft.Authorization/roleDefinitions/cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
      scope: "id-of-customer",
    });
  });

  it("takes the kind of the identity from the stack's configuration", async () => {
    const { registered } = await runQuickstart({ "project:partnerId": "123456", "project:principalType": "User" });
    expect(registered["recognition"]?.inputs).toMatchObject({ principalType: "User" });
  });

  it("exports the partner's name and the linked identity", async () => {
    const { program } = await runQuickstart({ "project:partnerId": "123456" });
    expect([await valueOf(program.partnerName), await valueOf(program.linkedIdentity)]).toStrictEqual([
      "Contoso",
      objectId,
    ]);
  });
});
