import { type Identity, linkIdOf } from "../azure/identity";
import { objectOf } from "../azure/json";
import type { LiveLink } from "../azure/partnerLink";
import { type PalError, PartialSuccess } from "../errors";
import { type Declaration, parseDeclaration, present, type Properties, toInputs } from "./declaration";

/** The link that the stack wrote or adopted last, whatever became of it since. */
export interface Settled {
  readonly kind: "settled";
  readonly partnerId: string;
  /** Whether the stack made it; else it was there before, and is adopted. */
  readonly created: boolean;
  /** The service's count of writes when it was written or adopted. */
  readonly version?: number;
}

/** Writes whose outcome is unknown, and the link before them. */
export interface Unsettled {
  readonly kind: "unsettled";
  /** Partners of those writes, the newest first: each may still be applied. */
  readonly pending: readonly string[];
  /** Partner that the first of them found, where the stack may change that link. */
  readonly found?: string;
  /** What the stack knew of that link. */
  readonly before?: Settled;
}

export type LinkState = Settled | Unsettled;

/** A resource's outputs. */
export interface State {
  readonly declaration: Declaration;
  readonly identity: Pick<Identity, "tenantId" | "objectId" | "clientId">;
  readonly link: LinkState;
  /** The link as it was read last; undefined where a write of unknown outcome has followed. */
  readonly live: Omit<LiveLink, "partnerId"> | undefined;
}

/** Whether properties come from a state; a look-up comes with the program's arguments alone. */
export function isState(properties: Properties): boolean {
  return properties["__link"] !== undefined;
}

export function parseState(properties: Properties): State {
  const declaration = parseDeclaration(properties);
  const hidden = objectOf(properties["__link"]) ?? {};
  const { tenantId, objectId } = properties;
  const clientId = text(hidden["clientId"]);
  const link = parseLink(hidden, declaration.partnerId);
  return {
    declaration,
    identity: {
      tenantId: text(tenantId) ?? "",
      objectId: text(objectId) ?? "",
      ...(clientId === undefined ? {} : { clientId }),
    },
    link,
    live: link.kind === "unsettled" ? undefined : parseLive(properties),
  };
}

function parseLive(properties: Properties): Exclude<State["live"], undefined> {
  const { version } = properties;
  return present({
    partnerName: text(properties["partnerName"]),
    state: text(properties["state"]),
    version: typeof version === "number" ? version : undefined,
    createdTime: text(properties["createdTime"]),
    updatedTime: text(properties["updatedTime"]),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function parseLink(hidden: Properties, declared: string): LinkState {
  const { kind, pending, found, before } = hidden;
  if (kind !== "unsettled" || !Array.isArray(pending)) return parseSettled(hidden, declared);
  const previous = objectOf(before);
  return {
    kind,
    pending: pending.filter((partner) => typeof partner === "string"),
    ...(typeof found === "string" ? { found } : {}),
    ...(previous === undefined ? {} : { before: parseSettled(previous, declared) }),
  };
}

/** What does not say that the stack made the link is not taken to have made it. */
function parseSettled({ partnerId, created, version }: Properties, declared: string): Settled {
  return {
    kind: "settled",
    partnerId: typeof partnerId === "string" ? partnerId : declared,
    created: created === true,
    ...(typeof version === "number" ? { version } : {}),
  };
}

/** Partners that the stack wrote or adopted last: more than one where the outcome of writes is unknown. */
export function partnersOf(link: LinkState): readonly string[] {
  return link.kind === "settled" ? [link.partnerId] : link.pending;
}

/** The same, for messages. */
export function writtenBy(link: LinkState): string {
  return partnersOf(link).join(" or ");
}

/** A link that the stack wrote or adopted just now. */
export function settle({ partnerId, version }: LiveLink, created: boolean): Settled {
  return { kind: "settled", partnerId, created, ...(version === undefined ? {} : { version }) };
}

export function toOutputs({ declaration, identity, link, live }: State): Record<string, unknown> {
  const { tenantId, objectId, clientId } = identity;
  return present({
    ...toInputs(declaration, { tenantId, objectId }),
    ...live,
    ...(live === undefined ? {} : { state: live.state ?? "Active" }),
    adopted: link.kind === "settled" && !link.created,
    __link: present({ ...link, clientId }),
  });
}

/** The failure with the state that the engine is to keep in spite of it. */
export function keepInState(error: PalError, state: State): PartialSuccess {
  return new PartialSuccess(error, linkIdOf(state.identity), toOutputs(state));
}

/** A state for a link that was read just now. */
export function stateOf(
  declaration: Declaration,
  identity: State["identity"],
  link: LinkState,
  found: LiveLink | undefined,
): State {
  const { tenantId, objectId, clientId } = identity;
  const { partnerId: _, ...live } = found ?? { partnerId: "" };
  return {
    declaration,
    identity: { tenantId, objectId, ...(clientId === undefined ? {} : { clientId }) },
    link,
    live: found === undefined ? undefined : live,
  };
}
