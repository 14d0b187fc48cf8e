import {
  type Access,
  type Behaviour,
  type BehaviourName,
  behaviourTable,
  defaultBehaviour,
  type FaultEffect,
} from "../../emulator/azure";
import { textLike } from "../emulator/matchers";
import type { Finding } from "./findings";
import { type AccessOption, accessOptions, probeAccess } from "./probes/access";
import { type LinkOption, linkOptions, probeLink } from "./probes/link";
import { probeNoAccount } from "./probes/noAccount";
import {
  app,
  appWithoutP2,
  ids,
  on,
  openStage,
  outsider,
  own,
  roles,
  rootGroup,
  rolesAt,
  soldAndShown,
  soldByCsp,
  user,
  withDelegated,
  withoutP2,
} from "./stage";

/** The caller, and its access. */
interface Situation {
  readonly as: typeof app;
  readonly access: Access;
  readonly hasP2: boolean | undefined;
  readonly subscriptionId?: string;
}

const reader = rolesAt(on(own), app, roles.reader);
const asApp = { as: app, hasP2: true };

/** The situation in which a probe can determine its option. */
const situations: Readonly<Record<AccessOption, Situation>> = {
  tenantNames: { ...asApp, access: {} },
  asTarget: { as: user, hasP2: true, access: rolesAt(on(own), user, roles.reader) },
  asTargetForServicePrincipals: { ...asApp, access: reader },
  asTargetWithoutP2: { as: appWithoutP2, hasP2: false, access: rolesAt(on(withoutP2), appWithoutP2, roles.reader) },
  asTargetDelegated: { ...asApp, access: withDelegated(reader) },
  managementGroupAssignments: { ...asApp, access: reader },
  resourceGraphWithoutRead: { ...asApp, access: {} },
  permissionsRead: { ...asApp, access: rolesAt(on(own), app, roles.acrPull) },
  permissionsWithoutRole: { ...asApp, access: rolesAt(on(own), app), subscriptionId: own.subscriptionId },
  permissionsEntries: { ...asApp, access: rolesAt(on(own), app, roles.reader, roles.acrPull) },
  hiddenCost: { ...asApp, access: rolesAt(on(soldByCsp), app, roles.contributor) },
};

/** Situations in which most options cannot be determined. */
const others: readonly Situation[] = [
  { ...asApp, access: rolesAt(rootGroup, app, roles.reader) },
  { ...asApp, access: rolesAt(`${on(own)}/resourceGroups/app`, app, roles.acrPull) },
  { ...asApp, access: { ...rolesAt(on(soldByCsp), app, roles.contributor), subscriptions: [soldAndShown] } },
  { as: appWithoutP2, hasP2: undefined, access: rolesAt(on(withoutP2), appWithoutP2, roles.reader) },
];

/** Each situation once. */
const different = new Map([...Object.values(situations), ...others].map((one) => [JSON.stringify(one), one]));

function valuesOf<Option extends BehaviourName>(options: readonly Option[]): [Option, string][] {
  return options.flatMap((option) => behaviourTable[option].values.map((value): [Option, string] => [option, value]));
}

function isUnusual([option, value]: readonly [BehaviourName, string]): boolean {
  return defaultBehaviour[option] !== value;
}

function last(option: BehaviourName): string {
  return behaviourTable[option].values.at(-1) ?? "";
}

describe("what the service does", () => {
  const { emulator, reset, callerOf, linkOf, start, stop } = openStage();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function behave(values: Readonly<Partial<Record<BehaviourName, string>>>): void {
    emulator().setBehaviour(values as Partial<Behaviour>);
  }

  async function findLink(...options: LinkOption[]): Promise<Finding[]> {
    return probeLink({ own: await linkOf(app), ids }, options.length === 0 ? undefined : options);
  }

  async function findAccess({ as, access, hasP2, subscriptionId }: Situation, ...options: AccessOption[]) {
    emulator().setAccess(access);
    const { signal } = new AbortController();
    return probeAccess({ caller: await callerOf(as), hasP2, subscriptionId, signal }, options);
  }

  it.each(valuesOf(linkOptions))("is found out of a link: %s is %s", async (option, value) => {
    behave({ [option]: value });
    expect(await findLink(option)).toEqual([expect.objectContaining({ option, value })]);
    expect(
      emulator()
        .links()
        .filter(({ state }) => state === "Active"),
    ).toEqual([]);
  });

  it("is found out where it differs in all options of a link at once", async () => {
    const all = Object.fromEntries(linkOptions.map((option) => [option, last(option)]));
    behave(all);
    const findings = await findLink();
    expect(Object.fromEntries(findings.map(({ option, value }) => [option, value]))).toEqual(all);
  });

  /** Neither a gateway's error nor its page is the service's answer. */
  const noAnswers: readonly FaultEffect[] = [
    { kind: "status", status: 503 },
    { kind: "html", status: 200 },
  ];
  const unanswered = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((call) => noAnswers.map((effect) => ({ call, effect })));

  /** What is claimed and not so, where one request gets no answer of the service. */
  async function misled(findings: () => Promise<readonly Finding[]>, { call, effect }: (typeof unanswered)[number]) {
    reset();
    emulator().addFault({ operation: "*", calls: { from: call, to: call }, effect });
    const found = await findings().catch(() => []);
    return found
      .filter(({ option, value, other = value }) => other !== undefined && value !== defaultBehaviour[option])
      .map(({ option, value, other }) => ({ option, value, other }));
  }

  it.each(unanswered)("is not claimed of a link where request $call gets no answer: $effect.kind", async (row) => {
    for (const option of linkOptions) expect(await misled(() => findLink(option), row)).toEqual([]);
  });

  it("does not take a PUT that is not allowed for one of a link that exists", async () => {
    const effect = { kind: "status", status: 403, code: "Forbidden" } as const;
    emulator().addFault({ operation: "partner.create", calls: { from: 2 }, effect });
    expect(await findLink("createSamePartner")).toMatchObject([{ other: "403 Forbidden" }]);
  });

  it.each(valuesOf(["noAccount"]))(
    "is found out of a principal without an account: %s is %s",
    async (option, value) => {
      behave({ [option]: value });
      expect(await probeNoAccount(await callerOf(outsider))).toMatchObject({ option, value });
    },
  );

  it.each(valuesOf(accessOptions))("is found out of access: %s is %s", async (option, value) => {
    behave({ [option]: value });
    expect(await findAccess(situations[option], option)).toEqual([expect.objectContaining({ option, value })]);
  });

  it.each(unanswered)("is not claimed of access where request $call gets no answer: $effect.kind", async (row) => {
    for (const situation of different.values())
      expect(await misled(() => findAccess(situation, ...accessOptions), row)).toEqual([]);
  });

  /** What is claimed of an option, by all situations together; claiming nothing is right. */
  async function claims(options: readonly AccessOption[]): Promise<[AccessOption, string][]> {
    const all = new Map<string, [AccessOption, string]>();
    for (const situation of different.values()) {
      for (const { option, value } of await findAccess(situation, ...options)) {
        if (value !== undefined) all.set(`${option} ${value}`, [option as AccessOption, value]);
      }
    }
    return [...all.values()].sort();
  }

  it("is never reported as something else where all is as usual", async () => {
    const usual = accessOptions.map((option) => [option, defaultBehaviour[option]]);
    expect(await claims(accessOptions)).toEqual(usual.sort());
  });

  it.each(valuesOf(accessOptions).filter(isUnusual))(
    "is never reported as something else: %s is %s",
    async (option, value) => {
      behave({ [option]: value });
      expect(await claims([option])).toEqual([[option, value]]);
    },
  );

  it("does not take a refusal for want of a role for one for want of a permission", async () => {
    behave({ permissionsWithoutRole: "403 AuthorizationFailed" });
    const [finding] = await findAccess(situations.permissionsWithoutRole, "permissionsRead");
    expect(finding).toMatchObject({ why: textLike(/^needs an identity whose only role/), evidence: [{ status: 403 }] });
  });

  it.each([
    ["does not exist", "99999999-1111-4222-8333-444455556666"],
    ["another tenant has", withoutP2.subscriptionId],
  ])("is not claimed of a subscription that %s", async (_what, subscriptionId) => {
    const [finding] = await findAccess(
      { ...situations.permissionsWithoutRole, subscriptionId },
      "permissionsWithoutRole",
    );
    expect(finding).toMatchObject({ why: textLike(/^PAL_AZURE_SUBSCRIPTION_ID names no subscription of the tenant/) });
  });

  it("covers every option of the emulator", () => {
    expect([...linkOptions, "noAccount", ...accessOptions].sort()).toEqual(Object.keys(behaviourTable).sort());
  });
});
