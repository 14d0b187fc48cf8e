import { type Access, defaultBehaviour, type Emulator, type SignInMethod, startEmulator } from "../../emulator/azure";
import { checkRecognition } from "../../provider/recognition/checkRecognition";
import type { CheckOptions, Recognition } from "../../provider/recognition";
import { inheritedEnvironment, ownEnvironment } from "../unit/environment";
import { directoryWith, methods, otherPartnerId, partnerId } from "./people";
import { me } from "./situations/estate";
import type { Kind, Situation } from "./situations/situation";
import { asOwnProcess } from "./asOwnProcess";

/** An emulator in this process, and the package that signs in to it: hand its steps to the hooks of a file. */
export interface Stage {
  readonly emulator: () => Emulator;
  /** Forgets the behaviour, faults, links and requests of the test before, and makes the identity one of this kind. */
  readonly reset: (kind: Kind, method?: SignInMethod) => void;
  readonly setLink: (link?: Situation["link"], ageInDays?: number) => void;
  readonly check: (options?: CheckOptions) => Promise<Recognition>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const day = 86_400_000;

export function openStage(): Stage {
  let running: Emulator | undefined;
  let restore = (): void => undefined;
  let shownKind: Kind | undefined;
  let age = 0;
  const emulator = (): Emulator => {
    if (running === undefined) throw new Error("The emulator runs only while tests do.");
    return running;
  };
  return {
    emulator,
    reset: (kind, method = methods[kind]) => {
      const { setBehaviour, setDirectory, clearFaults, setPageSize, clearRequests } = emulator();
      setBehaviour(defaultBehaviour);
      clearFaults();
      setPageSize(undefined);
      if (shownKind !== kind) setDirectory(directoryWith(kind));
      shownKind = kind;
      signInAs(emulator(), kind, method);
      clearRequests();
    },
    setLink: (link = "linked", ageInDays = 60) => {
      age = ageInDays * day;
      const { tenantId, objectId } = me;
      emulator().setLink(tenantId, objectId, null, { erase: true });
      if (link !== "none") emulator().setLink(tenantId, objectId, link === "linked" ? partnerId : otherPartnerId);
      age = 0;
    },
    check: (options = { partnerId }) => checkRecognition(options),
    start: async () => {
      ownEnvironment();
      running = await startEmulator({ now: () => Date.now() - age });
      restore = asOwnProcess(running.caCertificate);
    },
    stop: async () => {
      await running?.close();
      restore();
      inheritedEnvironment();
    },
  };
}

/** As a user or a pipeline would: by variables alone. */
function signInAs({ environmentFor }: Emulator, kind: Kind, method: SignInMethod): void {
  ownEnvironment();
  Object.assign(process.env, environmentFor(me, { method }));
  // Another setting than the user's, for the session of one is not the other's.
  if (kind === "guest") process.env["ARM_TENANT_ID"] = "contoso.example";
}

/** The same access at another time. */
export function moved(access: Access, by: number): Access {
  const later = <T extends { readonly endDateTime?: string }>(rows: readonly T[] = []): readonly T[] =>
    rows.map((row) => {
      const { endDateTime } = row;
      return endDateTime === undefined
        ? row
        : { ...row, endDateTime: new Date(Date.parse(endDateTime) + by).toISOString() };
    });
  const { roleAssignments, eligibleAssignments } = access;
  return { ...access, roleAssignments: later(roleAssignments), eligibleAssignments: later(eligibleAssignments) };
}
