import { setTimeout as delay } from "node:timers/promises";
import type { Emulator } from "partner-admin-link-emulator";
import { CallbackError, type Properties } from "../../callbacks/harness/callbacks";
import { linkedTo, someone, tenantId } from "../../callbacks/harness/principals";
import type { Provider } from "../../callbacks/harness/providerProcess";
import { type Ending, isWrite, play, requestsOf } from "./cell";
import { type Column, type Link, prepare, run, signInBefore } from "./columns";
import type { Row } from "./rows";

/** What the cells of a matrix are played with. */
export interface Processes {
  readonly emulator: Emulator;
  /** Where the faults are met. */
  readonly provider: Provider;
  /** The same, with time-outs that nobody has to wait for. */
  readonly impatient: Provider;
  /** The process of the next run. */
  readonly next: Provider;
  /** Puts Azure's clock so many hours on. */
  readonly setClock: (hours: number) => void;
  readonly certificate: { readonly pem: string; readonly path: string };
}

/** What callbacks ask for when nothing is wrong, under one behaviour of the service. */
export type UsualRequests = Map<Column, readonly string[]>;

interface Played {
  readonly column: Column;
  readonly link: Link;
  readonly ending: Ending;
}

/** Plays a row: every callback at once, and what has failed once more when the fault is over. */
export async function playRow(
  processes: Processes,
  row: Row,
  columns: readonly Column[],
  usual: UsualRequests,
): Promise<readonly Played[]> {
  const { emulator, setClock } = processes;
  const isLater = row.clock?.when === "signedIn";
  const process = row.timesOut === true ? processes.impatient : processes.provider;
  const cells = await Promise.all(
    columns.map(async (column) => {
      const usually = await usualRequests(processes, column, isLater, usual);
      return { column, link: newLink(processes, row, column), usually };
    }),
  );
  try {
    if (isLater) await Promise.all(cells.map(({ column, link }) => signInBefore(column, process, link)));
    setClock(row.clock?.hours ?? 0);
    for (const { column, link } of cells) strike(emulator, row, column, link);
    const played = await Promise.all(
      cells.map(async ({ column, link, usually }) => {
        return { column, link, ending: await play(emulator, process, column, link, usually) };
      }),
    );
    emulator.clearFaults();
    setClock(0);
    await delay(row.settlesAfter ?? 0);
    return await Promise.all(played.map((cell) => withNextRun(processes, cell)));
  } finally {
    emulator.clearFaults();
    emulator.clearRequests();
    setClock(0);
  }
}

function newLink({ emulator, certificate }: Processes, { byCertificate = false }: Partial<Row>, column: Column): Link {
  const me = someone(emulator);
  if (!byCertificate) return prepare(emulator, column, me);
  emulator.addCertificate(tenantId, me.objectId, certificate.pem);
  const credential = { tenantId, clientId: me.clientId, clientCertificatePath: certificate.path };
  return prepare(emulator, column, me, credential);
}

function strike(emulator: Emulator, { fault }: Row, { request, operation }: Column, { me }: Link): void {
  if (fault === undefined) return;
  const { clientId } = me;
  const { effect, meets, isOfWrites = false } = fault;
  if (isOfWrites && !isWrite(operation)) return;
  // Entra stands, unless it is what is struck.
  const stands = { kind: "delay", ms: 0 } as const;
  if (request > 1) emulator.addFault({ operation: "entra.token", clientId, calls: { from: 1 }, effect: stands });
  const isOfItsKind = meets === "each of its kind";
  const from = isOfItsKind ? 1 : request;
  const calls = meets === "one" ? from : { from };
  emulator.addFault({ operation: isOfItsKind ? operation : "*", clientId, calls, effect });
}

/** What the callback asks for when nothing is wrong; its token was got before, perhaps. */
async function usualRequests(
  processes: Processes,
  column: Column,
  hasToken: boolean,
  usual: UsualRequests,
): Promise<readonly string[]> {
  let requests = usual.get(column);
  if (requests === undefined) {
    const link = newLink(processes, {}, column);
    await run(column, processes.provider, link);
    requests = requestsOf(processes.emulator, link.me);
    usual.set(column, requests);
  }
  return hasToken ? requests.filter((operation) => operation !== "entra.token") : requests;
}

/** A callback that has not done its work must do so in the next run. */
async function withNextRun({ emulator, next }: Processes, cell: Played): Promise<Played> {
  const { column, link, ending } = cell;
  if (!["warned", "error", "kept"].includes(ending.outcome)) return cell;
  const before = linkedTo(emulator, link.me);
  const isDenied = ending.messages.some((message) => /Nothing was (written|removed)/.test(message));
  if (isDenied && before !== column.before) {
    return { ...cell, ending: { ...ending, outcome: `WRONG: says that nothing was done: ${before ?? "no link"}` } };
  }
  const failure = await runNext(next, column, link, ending.failed).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const live = linkedTo(emulator, link.me);
  if (failure === undefined && live === column.after) return cell;
  const outcome = `WRONG: ${ending.outcome}, and then ${failure ?? `linked to ${live ?? "none"}`}` as const;
  return { ...cell, ending: { ...ending, outcome } };
}

/** What the engine does next: an update where the state has the link, a creation where it has not. */
async function runNext(provider: Provider, column: Column, link: Link, failed: unknown): Promise<void> {
  const { me, inputs } = link;
  const kept: Properties | undefined = failed instanceof CallbackError ? failed.partial?.properties : undefined;
  const state = kept ?? link.state;
  const isWritten = column.callback === "create" || column.callback === "update";
  if (!isWritten || Object.keys(state).length === 0) await run(column, provider, link);
  else if ((await provider.diff(me.id, state, inputs)).changes === "some") await provider.update(me.id, state, inputs);
}
