const inherited = process.env;

const others =
  /^(https?|all|no)_proxy$|^(ARM|AZURE|ACTIONS|IDENTITY|IMDS|MSI)_|^(GITHUB_ACTIONS|TF_BUILD|GITLAB_CI|NODE_EXTRA_CA_CERTS)$/i;

/** Gives a test an environment of its own, without a proxy, a pipeline or settings, in which it may set variables. */
export function ownEnvironment(): void {
  process.env = Object.fromEntries(Object.entries(inherited).filter(([name]) => !others.test(name)));
}

export function inheritedEnvironment(): void {
  process.env = inherited;
}
