import type { Declared, DeclaredLink, DeclaredOptions, ProgramDeclaration } from "../harness/declaration";
import { credentialOf, identityOf } from "../harness/identities";
import type { ExpectedMessage, Step } from "../harness/scenario";

/** The two service principals of the default directory, each in a tenant of its own. */
export const contoso = "contoso-deploy";
export const fabrikam = "fabrikam-deploy";

/** Partners of the default directory. */
export const consulting = "123456";
export const northwind = "654321";

type Args = Readonly<Record<string, Declared>>;

/** What happens before a step. */
export type Before = NonNullable<Step["before"]>;

export function inOrder(...all: readonly Before[]): Before {
  return async (world) => {
    for (const one of all) await one(world);
  };
}

/** A link of {@link contoso} to {@link consulting}, but for what is said otherwise. */
export function link(args: Args = {}, options: DeclaredOptions = {}, name = "link"): DeclaredLink {
  return { name, args: { partnerId: consulting, credential: credentialOf(contoso), ...args }, options };
}

/** A program that declares just that link. */
export function oneLink(args: Args = {}, options: DeclaredOptions = {}, name = "link"): ProgramDeclaration {
  return { links: [link(args, options, name)] };
}

/** A link that signs in with whatever configuration and environment say. */
export function ambientLink(args: Args = {}): ProgramDeclaration {
  return { links: [{ name: "link", args: { partnerId: consulting, ...args } }] };
}

/** Creates what `program` declares: one link named `link`, of {@link contoso}. */
export function creating(program: ProgramDeclaration = oneLink()): Step {
  return {
    run: "up",
    program,
    expect: {
      steps: { link: ["create"] },
      links: { [contoso]: consulting },
      writes: [`${contoso} create 200`],
      state: { link: { partnerId: consulting, adopted: false } },
    },
  };
}

/** The state of affairs is right: nothing to do, nothing to say. */
export const unchanged: Step = {
  run: "preview",
  options: { expectNoChanges: true },
  expect: { steps: { link: ["same"] }, links: { [contoso]: consulting } },
};

/** What the preview of a new link says. */
export function willLink(identity: string, partnerId: string): ExpectedMessage {
  return {
    on: "link",
    severity: "info",
    says: [`(object id ${identityOf(identity).objectId}`, "will link", partnerId],
  };
}

/** A forced replacement of a link. */
export const replaced = ["create-replacement", "replace", "delete-replaced"];

/** The old resource leaves the link to the new one, which cannot know that the stack made it. */
export function keptAsAdopted(on: string): ExpectedMessage {
  return { on, severity: "warning", says: ["not removed", "adopted", 'onDelete: "unlink"', "(PAL_LINK_KEPT)"] };
}

/** Destroys one link that this stack made. */
export const destroying: Step = {
  run: "destroy",
  expect: {
    steps: { link: ["delete"] },
    links: {},
    writes: [`${contoso} delete 200`],
    state: { link: undefined },
  },
};
