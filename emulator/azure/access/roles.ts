import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a role lets its holder do. Wildcards match across slashes. */
export interface RolePermission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

export interface Role {
  /** GUID in lower case. */
  readonly roleId: string;
  readonly name: string;
  readonly type: "BuiltInRole" | "CustomRole";
  readonly permissions: readonly RolePermission[];
}

interface RoleFile {
  readonly roles: readonly Omit<Role, "type">[];
}

let builtIn: ReadonlyMap<string, Role> | undefined;

function readBuiltInRoles(): ReadonlyMap<string, Role> {
  const { roles } = JSON.parse(readFileSync(join(__dirname, "builtInRoles.json"), "utf8")) as RoleFile;
  return new Map(roles.map((role) => [role.roleId, { ...role, type: "BuiltInRole" }]));
}

/** A built-in role by its GUID in lower case. The file is read on the first call. */
export function builtInRole(roleId: string): Role | undefined {
  builtIn ??= readBuiltInRoles();
  return builtIn.get(roleId);
}

const patterns = new Map<string, RegExp>();

function patternOf(action: string): RegExp {
  const known = patterns.get(action);
  if (known !== undefined) {
    return known;
  }
  const source = action.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${source.join(".*")}$`, "i");
  patterns.set(action, pattern);
  return pattern;
}

function includes(actions: readonly string[] | undefined, action: string): boolean {
  return actions?.some((one) => patternOf(one).test(action)) === true;
}

/** Whether a role allows an action: one of its actions matches, and none of its notActions. */
export function allows(role: Role, action: string): boolean {
  return role.permissions.some(({ actions, notActions }) => includes(actions, action) && !includes(notActions, action));
}

/** Whether a role reads anything at all, of whatever resource. */
export function readsSomething(role: Role): boolean {
  return role.permissions.some(({ actions }) => actions?.some((action) => /(\*|\/read)$/i.test(action)));
}
