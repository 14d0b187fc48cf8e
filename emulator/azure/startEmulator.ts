import { defaultBehaviour, withBehaviour } from "./behaviour";
import { createServerCertificate, type ServerCertificate } from "./certificate";
import { defaultDirectory } from "./defaultDirectory";
import { DirectoryStore } from "./directoryStore";
import { credentialEnvironment, emulatorEnvironment } from "./environment";
import { FaultTable } from "./faults";
import { LinkStore } from "./linkStore";
import type { Emulator, EmulatorOptions } from "./options";
import { readFault } from "./readFault";
import { RequestLog } from "./requestLog";
import { createApp, listen, loopback } from "./server";
import { setLink } from "./setLink";
import { createSigningKey, type SigningKey } from "./signingKey";
import type { EmulatorState } from "./state";
import { issueToken } from "./tokens";

/** What Entra gives an application's token, in seconds. */
const usualTokenLifetime = 3599;

type StateMaker = (origin: string, signingKey: SigningKey) => EmulatorState;

/** Reads the options before anything is started, so that a bad one leaves nothing behind. */
function prepareState(options: EmulatorOptions): StateMaker {
  const now = options.now ?? Date.now;
  const faults = new FaultTable();
  for (const rule of options.faults ?? []) {
    faults.add(readFault(rule));
  }
  const prepared = {
    directory: new DirectoryStore(options.directory ?? defaultDirectory),
    links: new LinkStore(options.links ?? [], now, options.onLinksChanged),
    requests: new RequestLog(),
    faults,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? usualTokenLifetime,
    now,
    remainingWrites: new Map<string, number>(),
    behaviour: withBehaviour(defaultBehaviour, options.behaviour ?? {}),
    latencyMs: options.latencyMs ?? 0,
  };
  return (origin, signingKey) => ({ ...prepared, origin, signingKey });
}

function emulatorOf(
  state: EmulatorState,
  port: number,
  certificate: ServerCertificate,
  close: () => Promise<void>,
): Emulator {
  const url = state.origin;
  const environment = emulatorEnvironment(url, certificate.authorityPath);
  return {
    url,
    host: new URL(url).host,
    port,
    caCertificate: certificate.authority,
    caCertificatePath: certificate.authorityPath,
    environment,
    environmentFor: (identity) => ({ ...environment, ...credentialEnvironment(state.directory, identity) }),
    get directory() {
      return state.directory.directory;
    },
    setDirectory: (directory) => {
      state.directory.replace(directory);
    },
    addPrincipal: (tenantId, principal) => {
      state.directory.addPrincipal(tenantId, principal);
    },
    removePrincipal: (tenantId, objectId) => {
      state.directory.removePrincipal(tenantId, objectId);
    },
    addSecret: (tenantId, objectId, secret) => {
      state.directory.addSecret(tenantId, objectId, secret);
    },
    removeSecret: (tenantId, objectId, value) => {
      state.directory.removeSecret(tenantId, objectId, value);
    },
    issueToken: async ({ tenantId, objectId }, { audience = url, ...options } = {}) => {
      const principal = state.directory.principal(tenantId, objectId);
      if (principal === undefined) {
        throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
      }
      return issueToken(state, {
        tenantId: tenantId.toLowerCase(),
        principal,
        audience,
        clientAuthentication: principal.kind === "user" ? "none" : "assertion",
        ...options,
      });
    },
    links: () => state.links.all(),
    link: (tenantId, objectId) => state.links.get({ tenantId, objectId }),
    setLink: (tenantId, objectId, partnerId, options) => setLink(state, { tenantId, objectId }, partnerId, options),
    requests: () => state.requests.all(),
    clearRequests: () => {
      state.requests.clear();
    },
    addFault: (rule) => state.faults.add(readFault(rule)),
    faults: () => state.faults.all(),
    clearFaults: () => {
      state.faults.clear();
    },
    setLatency: (ms) => {
      state.latencyMs = ms;
    },
    get behaviour() {
      return state.behaviour;
    },
    setBehaviour: (changes) => {
      state.behaviour = withBehaviour(state.behaviour, changes);
    },
    close,
  };
}

/**
 * Starts Microsoft Entra ID and Azure's ManagementPartner service on loopback, over HTTPS.
 *
 * @example
 * const emulator = await startEmulator();
 * const [tenant] = emulator.directory.tenants;
 * // emulator.environmentFor({ tenantId, objectId }) is what a process needs to sign in and link.
 * await emulator.close();
 *
 * @throws Error when the port is in use, the host is not 127.0.0.1, or an option is not known.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host: string = options.host ?? loopback;
  if (host !== loopback) {
    throw new Error(`The emulator listens on ${loopback} only, not on ${host}: it gives tokens to whoever reaches it.`);
  }
  const makeState = prepareState(options);
  const [certificate, signingKey] = await Promise.all([createServerCertificate(), createSigningKey()]);
  try {
    const server = await listen(options.port ?? 0, certificate);
    const state = makeState(`https://${loopback}:${server.port}`, signingKey);
    server.serve(createApp(state));
    let closing: Promise<void> | undefined;
    return emulatorOf(state, server.port, certificate, () => {
      closing ??= server.close().finally(() => certificate.dispose());
      return closing;
    });
  } catch (error) {
    await certificate.dispose();
    throw error;
  }
}
