/** The resource that an application's scope such as `https://management.azure.com/.default` asks for. */
export function resourceOfApplicationScope(scope: string): string | undefined {
  return /^(\S+)\/\.default$/.exec(scope.split(" ").find((part) => part.endsWith("/.default")) ?? "")?.[1];
}

/** The resource that a user's scope asks for, which may name a permission and comes with scopes for sign-in itself. */
export function resourceOfUserScope(scope: string): string | undefined {
  const permission = /^(\S+)\/user_impersonation$/;
  return resourceOfApplicationScope(scope) ?? scope.split(" ").flatMap((part) => permission.exec(part)?.[1] ?? [])[0];
}

/** Resources that have a service principal in every tenant: Azure Resource Manager here and in the public cloud, and Graph. */
export function isKnownResource(origin: string, resource: string): boolean {
  const known = [
    origin,
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://graph.microsoft.com",
  ];
  return known.includes(resource.replace(/\/+$/, ""));
}
