import { Command, Option } from "commander";
import { credentialSettings } from "../azure/credentialSettings";
import type { Tenant } from "../recognition/types";
import { quotable } from "../text";
import { readConfig } from "./configFile";
import { jsonText } from "./jsonText";
import { configOption, type Verb } from "./program";
import type { LoadRecognition } from "./recognitionFunctions";
import { tableText } from "./table";

/** `tenants`: lists the directories that the signed-in identity reaches. */
export function tenantsVerb(load: LoadRecognition): Verb {
  return (shell) =>
    new Command("tenants")
      .summary("list the directories that the identity reaches")
      .description(
        "Lists the directories (tenants) that the identity can sign in to, by name. For an application, Azure lists only its own directory.",
      )
      .addOption(configOption())
      .addOption(new Option("--json", "print the list as JSON"))
      .addHelpText("after", "\nExit code: 0; 1 when the list cannot be read.")
      .action(async ({ config, json }: { readonly config?: string; readonly json?: boolean }) => {
        const tenants = await load().tenantsOf(credentialSettings(undefined, await readConfig(config)));
        shell.print(json === true ? jsonText(tenants) : tenantsText(tenants, shell.columns));
      });
}

/** The list as a table. Names that the directory does not tell are left out. */
export function tenantsText(tenants: readonly Tenant[], columns?: number): string {
  const rows = tenants.map(({ tenantId, displayName, defaultDomain, tenantCategory }) =>
    [tenantId, displayName, defaultDomain, tenantCategory].map((text) => quotable(text ?? "") || "-"),
  );
  return tableText(["TENANT ID", "NAME", "DOMAIN", "CATEGORY"], rows, columns);
}
