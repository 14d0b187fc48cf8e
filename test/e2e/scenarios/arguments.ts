import type { ProgramDeclaration } from "../harness/declaration";
import { environmentOf, identityOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import { ambientLink, consulting, contoso, creating, link, oneLink, unchanged } from "./common";

/** The program ends with an error of the constructor. */
function refused(program: ProgramDeclaration, programError: readonly string[], steps = {}): Step {
  return { run: "preview", program, expect: { exitCode: 1, steps, links: {}, programError } };
}

/** A link whose parent hands a provider of that package to its children. */
function below(provider: string, args?: Parameters<typeof ambientLink>[0]): ProgramDeclaration {
  const links = (ambientLink(args).links ?? []).map((one) => ({ ...one, options: { parent: "group" } }));
  return { components: [{ name: "group", providers: [provider] }], links };
}

const providers = { "azure-native": "authorization.", azure: "core.", azuread: "", azapi: "" };
const { objectId } = identityOf(contoso);

/** What a program says that cannot be meant. */
export const args: readonly Scenario[] = [
  {
    name: "unknownArgument",
    about: "An argument that does not exist, such as a mistyped guard, ends the program and names the nearest one.",
    steps: [
      refused(oneLink({ expct: { objectId } }), ["'expct'", "'expect'", "(PAL_CONFIG_INVALID)"]),
      refused(oneLink({ partnerID: consulting }), ["'partnerID'", "'partnerId'", "(PAL_CONFIG_INVALID)"]),
    ],
  },
  {
    name: "argumentOfTransformation",
    about: "An argument that a transformation adds is left out, with a warning, and changes nothing.",
    steps: [
      ...[creating(oneLink({}, { adding: { tags: { owner: "operations" } } })), unchanged].map((step): Step => ({
        ...step,
        expect: {
          ...step.expect,
          messages: [{ on: "link", severity: "warning", says: ["tags", "ignored", "(PAL_UNKNOWN_ARGUMENT)"] }],
        },
      })),
      { ...unchanged, program: oneLink() },
    ],
  },
  {
    name: "providerOfParent",
    about: "A provider of Azure that a parent hands down would not sign in: the program ends, unless it says who does.",
    environment: environmentOf(contoso),
    steps: [
      ...Object.entries(providers).map(([name, module]) =>
        refused(
          below(name),
          [
            `a provider of ${name}`,
            "credential",
            `${name.replace("-", "_")}.${module}getClientConfigOutput(`,
            "(PAL_CONFIG_INVALID)",
          ],
          { group: ["create"] },
        ),
      ),
      {
        run: "preview",
        program: below("azuread", { expect: { objectId } }),
        expect: { steps: { group: ["create"], link: ["create"] }, links: {} },
      },
      {
        run: "preview",
        program: { ...below("azuread"), links: [link({}, { parent: "group" })] },
        expect: { steps: { group: ["create"], link: ["create"] }, links: {} },
      },
    ],
  },
];
