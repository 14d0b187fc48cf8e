import type * as pulumi from "@pulumi/pulumi";
import type { CredentialArgs } from "./credentialArgs";

/** Assertions about the identity and the partner. A mismatch fails before the write, or rolls it back. */
export interface ExpectArgs {
  /** Tenant (GUID) of the identity that signs in. */
  tenantId?: pulumi.Input<string>;
  /** Object id (GUID) of the identity that signs in. */
  objectId?: pulumi.Input<string>;
  /** Name that the service resolves the partner ID to; case and outer spaces do not count. */
  partnerName?: pulumi.Input<string>;
}

/** Arguments of `PartnerAdminLink`. */
export interface PartnerAdminLinkArgs {
  /** Partner ID of a location account (digits), from Partner Center. Changes in place. */
  partnerId: pulumi.Input<string>;
  /** The identity to link. Default: the one that stack config (`azure-native:*`), then the environment (`ARM_*`) names. */
  credential?: pulumi.Input<CredentialArgs>;
  /** Assertions that must hold for the link to be written. */
  expect?: pulumi.Input<ExpectArgs>;
  /** Replaces a link to another partner found at creation. Default: false, which fails in the preview. */
  overwrite?: pulumi.Input<boolean>;
  /**
   * What preview and up do when the live link cannot be read. `required` (default): the preview shows a change and the
   * update fails. `bestEffort`: a warning. `off`: they do not read the link. A refresh and a destroy always read it.
   */
  driftCheck?: pulumi.Input<"required" | "bestEffort" | "off">;
  /** What destroy does with the link. Default: `unlink` if this resource wrote it, `retain` if it adopted it. */
  onDelete?: pulumi.Input<"unlink" | "retain">;
}

/** Arguments of `PartnerAdminLink.get`. */
export type PartnerAdminLinkState = Pick<PartnerAdminLinkArgs, "credential" | "expect">;

/** Names of the inputs that a program writes. */
export const inputNames = ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"] as const;

export type InputName = (typeof inputNames)[number];

export function isInputName(name: string): name is InputName {
  return inputNames.some((one) => one === name);
}
