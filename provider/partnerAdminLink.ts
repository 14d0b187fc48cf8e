import * as pulumi from "@pulumi/pulumi";
import type { ExpectArgs, PartnerAdminLinkArgs, PartnerAdminLinkState } from "./args";
import { refuseUnknownArguments } from "./unknownArguments";
import type { CredentialArgs } from "./credentialArgs";
import { comesFromResource, markSecrets } from "./credentialArgs";
import { withCode } from "./errors";
import { lookAhead } from "./lookAhead";
import { pauseTraces } from "./pauseTraces";
import { linkType, providerPointer } from "./providerPointer";
import { adaptOptions } from "./resourceOptions";

/**
 * The partner admin link (PAL) of one identity. Microsoft credits the partner for what that identity manages in Azure.
 *
 * An identity has at most one link in a tenant, and only the identity itself can read and change it. The resource's ID is
 * `<tenantId>/<objectId>`. Every preview and up reads the live link and reports drift on the resource's row.
 *
 * @example
 * ```ts
 * const link = new PartnerAdminLink("operations", { partnerId: "1234567" });
 * export const linkedTo = link.partnerName;
 * ```
 */
export class PartnerAdminLink extends pulumi.CustomResource {
  /** Type token, which policies match. */
  public static readonly __pulumiType: string = linkType;

  /**
   * Whether a value is a PartnerAdminLink, of any copy of this package.
   *
   * @param value Any value.
   */
  public static override isInstance(value: unknown): value is PartnerAdminLink {
    return typeof value === "object" && value !== null && (value as Partial<Typed>).__pulumiType === linkType;
  }

  /** Partner ID (digits) that is linked. */
  declare public readonly partnerId: pulumi.Output<string>;
  /** The identity to link, as declared. Its secrets are encrypted in state. */
  declare public readonly credential: pulumi.Output<pulumi.Unwrap<CredentialArgs> | undefined>;
  /** Assertions about the identity and the partner, as declared. */
  declare public readonly expect: pulumi.Output<pulumi.Unwrap<ExpectArgs> | undefined>;
  /** Whether a link to another partner, found at creation, may be replaced. */
  declare public readonly overwrite: pulumi.Output<boolean | undefined>;
  /** What preview and up do when the live link cannot be read; `required` when undefined. */
  declare public readonly driftCheck: pulumi.Output<"required" | "bestEffort" | "off" | undefined>;
  /** What destroy does; `unlink` what was written and `retain` what was adopted when undefined. */
  declare public readonly onDelete: pulumi.Output<"unlink" | "retain" | undefined>;
  /** Tenant (GUID) of the linked identity. */
  declare public readonly tenantId: pulumi.Output<string>;
  /** Object id (GUID) of the linked identity: the `principalId` of role assignments. */
  declare public readonly objectId: pulumi.Output<string>;
  /** The partner's name as the service resolves it. */
  declare public readonly partnerName: pulumi.Output<string | undefined>;
  /** State of the link: `Active`. */
  declare public readonly state: pulumi.Output<string>;
  /** Count of writes to the identity's link, deletions included. */
  declare public readonly version: pulumi.Output<number | undefined>;
  /** When the identity was linked for the first time, ISO 8601. */
  declare public readonly createdTime: pulumi.Output<string | undefined>;
  /** When the link was last written, ISO 8601. */
  declare public readonly updatedTime: pulumi.Output<string | undefined>;
  /** Whether the link existed as declared before this resource, which has not written it since. */
  declare public readonly adopted: pulumi.Output<boolean>;

  /**
   * @param name Unique name of the resource in the stack.
   * @param args Arguments of the link.
   * @param opts `import: "<tenantId>/<objectId>"` adopts a link that must exist. An azure-native, azure, azuread or azapi
   * `provider` does not reach a dynamic resource and is refused without `credential` or `expect`.
   * @throws Error `PAL_CONFIG_INVALID` when `partnerId` is missing, when there is no such argument, and when a `provider`
   * would have no effect.
   */
  constructor(name: string, args: PartnerAdminLinkArgs, opts: pulumi.CustomResourceOptions = {}) {
    // JavaScript may leave out what TypeScript demands.
    const given: Partial<PartnerAdminLinkArgs> = { ...args };
    refuseUnknownArguments(name, given);
    if (given.partnerId === undefined && opts.id === undefined && opts.urn === undefined) {
      const text = `PartnerAdminLink "${name}": missing required property 'partnerId', the numeric ID of a location account`;
      throw new Error(withCode(text, "PAL_CONFIG_INVALID"));
    }
    const { options, importId, ignored } = adaptOptions(name, given, opts);
    const urn = urnPromise(name, opts.parent);
    const outputs = {
      tenantId: undefined,
      objectId: undefined,
      partnerName: undefined,
      state: undefined,
      version: undefined,
    };
    const resume = pauseTraces();
    try {
      super(
        linkType,
        name,
        {
          partnerId: given.partnerId,
          credential: markSecrets(given.credential),
          expect: given.expect,
          overwrite: given.overwrite,
          driftCheck: given.driftCheck,
          onDelete: given.onDelete,
          ...outputs,
          createdTime: undefined,
          updatedTime: undefined,
          adopted: undefined,
          __provider: providerPointer,
          __declared: {
            urn,
            import: importId,
            ignoreChanges: ignored,
            credentialFromResource: comesFromResource(given.credential),
            dryRun: pulumi.runtime.isDryRun() ? true : undefined,
            observation: lookAhead(given, opts, urn),
          },
        },
        options,
      );
    } catch (error) {
      throw resume(error);
    } finally {
      resume();
    }
  }

  /**
   * Reads an existing link into the program without managing it.
   *
   * @param name Unique name of the resource in the stack.
   * @param id `<tenantId>/<objectId>` of the identity, which must be the one that signs in.
   * @param args The identity that signs in, and assertions about it and the partner.
   * @param opts Resource options.
   * @throws Error Through the engine, when the identity has no link or another identity signs in.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: PartnerAdminLinkState = {},
    opts: pulumi.CustomResourceOptions = {},
  ): PartnerAdminLink {
    return new PartnerAdminLink(name, args as PartnerAdminLinkArgs, { ...opts, id });
  }
}

interface Typed {
  readonly __pulumiType: string;
}

/** A promise, not an output: an output would make children of one component wait for each other. */
function urnPromise(name: string, parent: pulumi.Resource | undefined): Promise<string> {
  return new Promise((resolve) => {
    pulumi.createUrn(name, linkType, parent).apply(resolve);
  });
}
