import type { Identity } from "../azure/identity";
import { linkIdOf } from "../azure/identity";
import type { LiveLink } from "../azure/partnerLink";
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

/** The file that imports a link as a resource of that name: as if it had been adopted, so destroy leaves it. */
export function importFile(name: string, identity: Identity, live: LiveLink): ImportFile {
  const declaration = parseDeclaration({ partnerId: live.partnerId, __provider: providerPointer });
  const inputs = toInputs(declaration, identity);
  const outputs = toOutputs(stateOf(declaration, identity, settle(live, false), live));
  return { resources: [{ type: linkType, name, id: linkIdOf(identity), inputs, outputs }] };
}
