import type { Identity } from "../azure/identity";
import { linkIdOf } from "../azure/identity";
import type { LiveLink } from "../azure/partnerLink";
import type { CredentialBlock } from "../azure/settings";
import { linkType, providerPointer } from "../providerPointer";
import { parseDeclaration, toInputs } from "../runtime/declaration";
import { settle, stateOf, toOutputs } from "../runtime/linkState";

/** What `pulumi import --file` reads. With `outputs`, the engine reads nothing itself, which it cannot for dynamic resources. */
export interface ImportFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
  }[];
}

/** A link that is to become a resource. */
export interface FoundLink {
  /** Of the resource. */
  readonly name: string;
  readonly identity: Identity;
  readonly live: LiveLink;
  /** Arguments that the program has beside `partnerId`, without secrets: an argument that differs is an update. */
  readonly args?: { readonly credential?: CredentialBlock; readonly expect?: { readonly tenantId: string } };
}

/** The file that imports links as resources: as if they had been adopted, so destroy leaves them. */
export function importFile(links: readonly FoundLink[]): ImportFile {
  return { resources: links.map(resourceOf) };
}

function resourceOf({ name, identity, live, args = {} }: FoundLink): ImportFile["resources"][number] {
  const declaration = parseDeclaration({ ...args, partnerId: live.partnerId, __provider: providerPointer });
  const inputs = toInputs(declaration, identity);
  const outputs = toOutputs(stateOf(declaration, identity, settle(live, false), live));
  return { type: linkType, name, id: linkIdOf(identity), inputs, outputs };
}
