import { randomUUID } from "node:crypto";
import { defaultBehaviour, withBehaviour } from "./behaviour";
import { createServerCertificate, type ServerCertificate } from "./certificate";
import { defaultDirectory } from "./defaultDirectory";
import { DirectoryStore } from "./directoryStore";
import { directoryMethods, serviceMethods, tokenMethods } from "./emulatorMethods";
import { credentialEnvironment, emulatorEnvironment } from "./environment";
import { FaultTable } from "./faults";
import { LinkStore } from "./linkStore";
import { onDemand } from "./onDemand";
import { Jobs } from "./oidc/jobs";
import type { Emulator, EmulatorOptions, LoopbackHost } from "./options";
import { pageSize } from "./pageSize";
import { readFault } from "./readFault";
import { RefreshTokens } from "./refreshTokens";
import { RequestLog } from "./requestLog";
import { createApp, listen } from "./server";
import { createSigningKey } from "./signingKey";
import type { EmulatorState } from "./state";

/** What Entra gives an application's token, in seconds. */
const usualTokenLifetime = 3599;

const loopbackHosts: readonly LoopbackHost[] = ["127.0.0.1", "::1"];

type StateMaker = (origin: string) => EmulatorState;

/** Every emulator of a process signs with the same keys: making one takes long. */
const signingKey = onDemand(createSigningKey);
const oidcKey = onDemand(createSigningKey);

/** Reads the options before anything is started, so that a bad one leaves nothing behind. */
function prepareState(options: EmulatorOptions): StateMaker {
  const now = options.now ?? Date.now;
  const faults = new FaultTable();
  for (const rule of options.faults ?? []) {
    faults.add(readFault(rule));
  }
  const directory = new DirectoryStore(options.directory ?? defaultDirectory);
  const prepared = {
    directory,
    signingKey,
    oidcKey,
    jobs: new Jobs(),
    refreshTokens: new RefreshTokens(directory),
    identityHeader: randomUUID(),
    links: new LinkStore(options.links ?? [], now, options.onLinksChanged),
    requests: new RequestLog(),
    faults,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? usualTokenLifetime,
    now,
    remainingWrites: new Map<string, number>(),
    behaviour: withBehaviour(defaultBehaviour, options.behaviour ?? {}),
    latencyMs: options.latencyMs ?? 0,
    pageSize: options.pageSize === undefined ? undefined : pageSize(options.pageSize, "pageSize"),
  };
  return (origin) => ({ ...prepared, origin });
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
    environmentFor: (identity, how) => ({
      ...environment,
      ...credentialEnvironment(state, certificate, identity, how),
    }),
    ...directoryMethods(state),
    ...tokenMethods(state),
    ...serviceMethods(state),
    get directory() {
      return state.directory.directory;
    },
    get behaviour() {
      return state.behaviour;
    },
    close,
  };
}

/** The first token would fail without jose, as an HTTP 500 that does not say why. */
async function loadEsModule(): Promise<void> {
  try {
    await import("jose");
  } catch (cause) {
    const remedy = "In Jest, set NODE_OPTIONS=--experimental-vm-modules";
    throw new Error(`The emulator cannot load jose, which is an ES module. ${remedy}.`, { cause });
  }
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
 * @throws Error when the port is in use, the host is neither 127.0.0.1 nor ::1, an option is not known, or the process
 * cannot load an ES module.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = "127.0.0.1" } = options;
  if (!loopbackHosts.includes(host)) {
    const allowed = loopbackHosts.join(" or ");
    throw new Error(`The emulator listens on ${allowed} only, not on ${host}: it gives tokens to whoever reaches it.`);
  }
  await loadEsModule();
  const makeState = prepareState(options);
  const certificate = await createServerCertificate();
  try {
    const server = await listen(host, options.port ?? 0, certificate);
    const state = makeState(`https://${host === "::1" ? "[::1]" : host}:${server.port}`);
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
