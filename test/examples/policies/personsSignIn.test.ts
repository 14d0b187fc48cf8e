type Values = Readonly<Record<string, unknown>>;

const { signsInAsPersonInPipeline } = jest.requireActual<{
  signsInAsPersonInPipeline: (props: Values, config: (key: string) => unknown, environment: Values) => boolean;
}>("../../../examples/policies/personsSignIn");

const byCli = { credential: { useCli: true } };

describe("signsInAsPersonInPipeline", () => {
  it.each<[where: string, props: Values, environment: Values, config: Values, expected: boolean]>([
    ["in a pipeline where nothing is configured", {}, { CI: "true" }, {}, true],
    ["in Azure Pipelines", {}, { TF_BUILD: "True" }, {}, true],
    ["at a desk", {}, {}, {}, false],
    ["where CI is false", {}, { CI: "false" }, {}, false],
    ["by the Azure CLI at a desk", byCli, {}, {}, false],
    ["by the Azure CLI, whatever else is configured", byCli, { CI: "1", ARM_USE_MSI: "true" }, {}, true],
    ["by the Azure CLI, as stack config writes it", { credential: { useCli: "true" } }, { CI: "true" }, {}, true],
    ["with a secret of the environment", {}, { CI: "true", ARM_CLIENT_SECRET: "secret" }, {}, false],
    ["with OpenID Connect of the environment", {}, { CI: "true", ARM_USE_OIDC: "true" }, {}, false],
    ["with OpenID Connect switched off", {}, { CI: "true", ARM_USE_OIDC: "false" }, {}, true],
    ["with a certificate of the stack config", {}, { CI: "true" }, { clientCertificatePath: "own.pem" }, false],
    ["with a stack config over the environment", {}, { CI: "true", ARM_USE_MSI: "true" }, { useMsi: "false" }, true],
  ])("judges a link %s", (_where, props, environment, config, expected) => {
    expect(signsInAsPersonInPipeline(props, (key) => config[key], environment)).toBe(expected);
  });
});
