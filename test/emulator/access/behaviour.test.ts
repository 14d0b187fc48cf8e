import type { Behaviour, BehaviourName, Identity, partnerBehaviour } from "../../../emulator/azure";
import { defaultBehaviour, type Access, type RoleAssignment } from "../../../emulator/azure";
import { json, outcome, partnerTenant } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atGroup,
  atSubscription,
  atWeb,
  costQuery,
  estate,
  estateWith,
  get,
  manager,
  outcomeOf,
  paths,
  pipeline,
  post,
  production,
  queries,
  roles,
  rowsOf,
  sandbox,
  user,
} from "./directory";

describe("options for unrecorded behaviour about access", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterEach(() => {
    running().setBehaviour(defaultBehaviour);
  });
  afterAll(stop);

  type Check = () => Promise<unknown>;
  type AccessOption = Exclude<BehaviourName, keyof typeof partnerBehaviour>;
  /** What each value of each option must do; a value without an expectation does not compile. */
  type Expectations = {
    readonly [Name in AccessOption]: Readonly<Record<Behaviour[Name], readonly [check: Check, expected: unknown][]>>;
  };

  const scopesOf = ({ properties }: { properties: Readonly<Record<string, unknown>> }) => properties["scope"];

  /** Scopes of one's own active and eligible roles, or the error. */
  async function own(identity: Identity): Promise<unknown[]> {
    const { tenantId, objectId: principalId } = identity;
    running().setAccess({
      ...estateWith(assign(atWeb, roles.reader, { principalId, tenantId })),
      eligibleAssignments: [assign(atSubscription(production), roles.owner, { principalId, tenantId })],
    });
    return Promise.all(
      [paths.active, paths.eligible].map(async (path) => outcomeOf(await get(running(), path, identity), scopesOf)),
    );
  }

  const answered = [[atWeb], [atSubscription(production)]];
  const bothRefused = (error: string) => [error, error];
  const ofUser = () => own(user);
  const ofManagedIdentity = () => own(pipeline);

  async function withoutP2(): Promise<unknown> {
    const { directory, setDirectory } = running();
    const tenants = directory.tenants.map((tenant) => ({ ...tenant, premium: false }));
    setDirectory({ ...directory, tenants });
    const result = await own(user);
    setDirectory(directory);
    return result;
  }

  const delegated: Access = {
    ...estate,
    delegations: [
      {
        subscriptionId: production,
        managedByTenantId: partnerTenant,
        authorizations: [{ principalId: manager.objectId, roleId: roles.reader }],
      },
    ],
  };

  async function ofDelegate(): Promise<unknown> {
    running().setAccess(delegated);
    return outcomeOf(await get(running(), paths.active, manager), scopesOf);
  }

  async function tenantKeys(): Promise<unknown> {
    return rowsOf(await get(running(), "/tenants?api-version=2022-12-01")).map((row) => Object.keys(row).join(" "));
  }

  async function ofManagementGroup(): Promise<unknown> {
    running().setAccess(estateWith(assign(atSubscription(production), roles.owner)));
    return outcomeOf(await get(running(), paths.assignments(atGroup("landing"))), scopesOf);
  }

  async function graphOfNobody(): Promise<unknown> {
    running().setAccess(estate);
    const answer = await post(running(), paths.graph, { query: queries.resources });
    return [outcome(answer), (json(answer) as { data?: unknown }).data];
  }

  const permissionsWith =
    (...assignments: readonly RoleAssignment[]) =>
    async () => {
      running().setAccess(estateWith(...assignments));
      return outcomeOf(await get(running(), paths.permissions(production)), (row) => row["actions"]);
    };
  const withPull = permissionsWith(assign(atSubscription(production), roles.acrPull));
  const belowOnly = permissionsWith(assign(atWeb, roles.owner));
  const withTwo = permissionsWith(
    assign(atSubscription(production), roles.acrPull),
    assign(atGroup("landing"), roles.reader),
  );
  const pull = ["Microsoft.ContainerRegistry/registries/pull/read"];

  async function hiddenCost(): Promise<unknown> {
    running().setAccess(estateWith(assign(atSubscription(sandbox), roles.owner)));
    const answer = await post(running(), paths.cost(sandbox), costQuery);
    return [outcome(answer), (json(answer) as { properties?: { rows: unknown } }).properties?.rows];
  }

  const denials = {
    "400 AadPremiumLicenseRequired": bothRefused("400 AadPremiumLicenseRequired"),
    "403 AuthorizationFailed": bothRefused("403 AuthorizationFailed"),
    silent: [[], []],
  } as const;

  const expectations: Expectations = {
    tenantNames: {
      given: [[tenantKeys, ["id tenantId displayName domains defaultDomain tenantCategory tenantType"]]],
      absent: [[tenantKeys, ["id tenantId tenantCategory tenantType"]]],
    },
    asTarget: {
      answers: [[ofUser, answered]],
      "400 AadPremiumLicenseRequired": [
        [ofUser, denials["400 AadPremiumLicenseRequired"]],
        [ofManagedIdentity, answered],
      ],
      "403 AuthorizationFailed": [[ofUser, denials["403 AuthorizationFailed"]]],
      silent: [[ofUser, denials.silent]],
    },
    asTargetForServicePrincipals: {
      answers: [[ofManagedIdentity, answered]],
      "400 AadPremiumLicenseRequired": [
        [ofManagedIdentity, denials["400 AadPremiumLicenseRequired"]],
        [ofUser, answered],
      ],
      "403 AuthorizationFailed": [[ofManagedIdentity, denials["403 AuthorizationFailed"]]],
      silent: [[ofManagedIdentity, denials.silent]],
    },
    asTargetWithoutP2: {
      "400 AadPremiumLicenseRequired": [
        [withoutP2, denials["400 AadPremiumLicenseRequired"]],
        [ofUser, answered],
      ],
      answers: [[withoutP2, answered]],
      "403 AuthorizationFailed": [[withoutP2, denials["403 AuthorizationFailed"]]],
      silent: [[withoutP2, denials.silent]],
    },
    asTargetDelegated: {
      no: [[ofDelegate, []]],
      yes: [[ofDelegate, [atSubscription(production)]]],
    },
    managementGroupAssignments: {
      "403 AuthorizationFailed": [[ofManagementGroup, "403 AuthorizationFailed"]],
      silent: [[ofManagementGroup, []]],
    },
    resourceGraphWithoutRead: {
      "403 AccessDenied": [[graphOfNobody, ["403 AccessDenied", undefined]]],
      silent: [[graphOfNobody, ["200", []]]],
    },
    permissionsRead: {
      notNeeded: [[withPull, [pull]]],
      needed: [
        [withPull, "403 AuthorizationFailed"],
        [withTwo, [pull, ["*/read"]]],
      ],
    },
    permissionsWithoutRole: {
      "200 empty": [[belowOnly, []]],
      "403 AuthorizationFailed": [[belowOnly, "403 AuthorizationFailed"]],
    },
    permissionsEntries: {
      perRole: [[withTwo, [pull, ["*/read"]]]],
      merged: [
        [withTwo, [[...pull, "*/read"]]],
        [belowOnly, []],
      ],
    },
    hiddenCost: {
      "403 AuthorizationFailed": [[hiddenCost, ["403 AuthorizationFailed", undefined]]],
      empty: [[hiddenCost, ["200", []]]],
    },
  };

  const cases = Object.entries(expectations).flatMap(([option, values]) =>
    Object.entries(values).flatMap(([value, checks]: [string, readonly [Check, unknown][]]) =>
      checks.map(([check, expected]) => ({ option, value, check, expected })),
    ),
  );

  it.each(cases)(
    "answers as configured when $option is $value: $expected",
    async ({ option, value, check, expected }) => {
      running().setBehaviour({ [option]: value });
      expect(await check()).toEqual(expected);
    },
  );
});
