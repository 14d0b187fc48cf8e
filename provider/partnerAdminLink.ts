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
 * The partner admin link (PAL) of one identity: it credits the partner for what that identity manages in Azure.
 *
 * An identity has one link at most, and only the identity itself can see and change it. The resource's id is
 * `<tenantId>/<objectId>`. Every preview and up reads the live link and reports drift on its row.
 *
 * @example
 * ```ts
 * const link = new PartnerAdminLink("operations", { partnerId: "1234567" });
 * export const linkedTo = link.partnerName;
 * ```
 */
export class PartnerAdminLink extends pulumi.CustomResource {
  /** Type token, by which policies find the resource. */
  public static readonly __pulumiType: string = linkType;

  /** Whether a value is a PartnerAdminLink, of whichever copy of this package. */
  public static override isInstance(value: unknown): value is PartnerAdminLink {
    return typeof value === "object" && value !== null && (value as Partial<Typed>).__pulumiType === linkType;
  }

  /** Partner ID (digits) that is linked. */
  declare public readonly partnerId: pulumi.Output<string>;
  /** Who is linked, as declared. Its secrets are encrypted in state. */
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
  /** `Active`. */
  declare public readonly state: pulumi.Output<string>;
  /** Count of writes to the identity's link, deletions included. */
  declare public readonly version: pulumi.Output<number | undefined>;
  /** ISO 8601; of the identity's first link ever. */
  declare public readonly createdTime: pulumi.Output<string | undefined>;
  /** ISO 8601. */
  declare public readonly updatedTime: pulumi.Output<string | undefined>;
  /** True when the link stood as declared before this resource, which then never wrote it. */
  declare public readonly adopted: pulumi.Output<boolean>;

  /**
   * @param name Unique name of the resource in the stack.
   * @param args What the link is to be.
   * @param opts `import: "<tenantId>/<objectId>"` adopts a link that must exist. `provider` has no effect on a dynamic
   * resource and is refused; say who is linked with `credential`.
   * @throws Error when `partnerId` is missing, when an argument is not known, or when a provider is passed that would not
   * be used.
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
   * @param args Who signs in and what to expect.
   * @param opts Resource options.
   * @throws Error, from the engine, when the identity has no link or another one signs in.
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
