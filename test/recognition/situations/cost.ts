import {
  assign,
  contributorOnProduction,
  inProduction,
  inProductionAs,
  readerOnProduction,
  supportOnProduction,
} from "./assignments";
import { empty, on, production, roles, soldByCsp } from "./estate";
import type { Situation } from "./situation";
import { always, covered } from "./verdicts";

export const cost: readonly Situation[] = [
  {
    name: "user with Contributor and cost",
    kind: "user",
    access: inProduction(contributorOnProduction),
    usage: "cost",
    expected: covered(),
  },
  {
    name: "user with Contributor and resources without cost",
    kind: "user",
    access: inProductionAs({ cost: 0 }, contributorOnProduction),
    usage: "cost",
    expected: always("notExpected", "noCost"),
  },
  {
    name: "user with Contributor and no cost, while cost is not queried",
    kind: "user",
    access: inProductionAs({ cost: 0 }, contributorOnProduction),
    expected: covered(),
  },
  {
    name: "user with Support Request Contributor, which cannot query cost",
    kind: "user",
    access: inProductionAs({ cost: 0 }, supportOnProduction),
    usage: "cost",
    expected: covered("usageNotVisible"),
  },
  {
    name: "service principal with Cost Management Contributor and cost",
    kind: "servicePrincipal",
    access: inProduction(assign(roles.costManagementContributor, on(production))),
    usage: "cost",
    expected: covered(),
  },
  {
    name: "service principal with Cost Management Contributor and no cost",
    kind: "servicePrincipal",
    access: inProductionAs({ cost: 0 }, assign(roles.costManagementContributor, on(production))),
    usage: "cost",
    expected: always("notExpected", "noCost"),
  },
  {
    name: "user with Contributor on a subscription sold by a CSP that hides cost",
    kind: "user",
    access: inProductionAs(soldByCsp, contributorOnProduction),
    usage: "cost",
    expected: covered("cspSold"),
  },
  {
    name: "user with Contributor on a subscription sold by a CSP that shows no cost",
    kind: "user",
    access: inProductionAs({ ...soldByCsp, showsCost: true, cost: 0 }, contributorOnProduction),
    usage: "cost",
    expected: covered("cspSold"),
  },
  {
    name: "service principal with Support Request Contributor on a subscription sold by a CSP",
    kind: "servicePrincipal",
    access: inProductionAs(soldByCsp, supportOnProduction),
    expected: covered("cspSold", "usageNotVisible"),
  },
  {
    name: "user with Reader on a subscription sold by a CSP",
    kind: "user",
    access: inProductionAs(soldByCsp, readerOnProduction),
    expected: always("notExpected", "onlyRolesThatDoNotCount"),
  },
  {
    name: "user with Support Request Contributor, while usage is off",
    kind: "user",
    access: inProduction(supportOnProduction),
    usage: "off",
    expected: covered(),
  },
  {
    name: "user with Contributor where there are no resources, while usage is off",
    kind: "user",
    access: inProductionAs(empty, contributorOnProduction),
    usage: "off",
    expected: covered(),
  },
];
