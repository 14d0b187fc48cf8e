import { type SettingName, type SettingSpec, settingTable } from "../../../provider/azure/settings";

/** Settings as text, in azure-native's own names. */
export type Values = Readonly<Partial<Record<SettingName, string>>>;

const booleans = new Set(["true", "false"]);

/** As fields of a `credential` block, which has booleans; what is empty is left out. */
export function asBlock(values: Values): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return Object.fromEntries(given.map(([name, value]) => [name, booleans.has(value) ? value === "true" : value]));
}

/** As stack config. */
export function asConfig(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`azure-native:${name}`, value]));
}

/** As environment variables, each under its first name. */
export function asEnvironment(values: Values): Record<string, string> {
  return inVariables(values, ({ variables }) => variables[0]);
}

/** As the environment variables that are looked at last; settings without such a one are left out. */
export function asFallbacks(values: Values): Record<string, string> {
  return inVariables(values, ({ variables }) => variables.slice(1).at(-1));
}

/** As environment variables, those that are looked at last where there are any. */
export function asLastVariables(values: Values): Record<string, string> {
  return inVariables(values, ({ variables }) => variables.at(-1));
}

function inVariables(values: Values, variableOf: (spec: SettingSpec) => string | undefined): Record<string, string> {
  const found = settingTable.flatMap((spec): [string, string][] => {
    const [value, variable] = [values[spec.name], variableOf(spec)];
    return value === undefined || variable === undefined ? [] : [[variable, value]];
  });
  return Object.fromEntries(found);
}
