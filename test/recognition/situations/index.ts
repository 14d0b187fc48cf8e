import { cost } from "./cost";
import { delegatedParts } from "./delegatedParts";
import { delegatedRoles } from "./delegatedRoles";
import { links, noSubscriptions } from "./links";
import { privilegedIdentityManagement } from "./privilegedIdentityManagement";
import { rolesOnParts, rolesThatDoNotCount } from "./parts";
import { rolesOnSubscriptions, rolesOfGroups, rolesOnManagementGroups } from "./wholeSubscriptions";
import { rolesOutsideTheList, rolesThatCannotSeeThemselves } from "./unusualRoles";
import { severalSubscriptions } from "./severalSubscriptions";
import { statesAndUsage } from "./usage";
import type { Situation } from "./situation";

/** Access in every form, and the verdict that it must lead to. The verdicts were written before the code that derives them. */
export const situations: readonly Situation[] = [
  ...rolesOnSubscriptions,
  ...rolesOfGroups,
  ...rolesOnManagementGroups,
  ...rolesOnParts,
  ...rolesThatDoNotCount,
  ...rolesOutsideTheList,
  ...rolesThatCannotSeeThemselves,
  ...privilegedIdentityManagement,
  ...delegatedRoles,
  ...delegatedParts,
  ...statesAndUsage,
  ...cost,
  ...links,
  ...noSubscriptions,
  ...severalSubscriptions,
];
