export { behaviourTable, defaultBehaviour } from "./behaviour";
export { defaultDirectory } from "./defaultDirectory";
export { startEmulator } from "./startEmulator";
export type { Behaviour, BehaviourName } from "./behaviour";
export type { ActiveFault, FaultCalls, FaultEffect, FaultRule } from "./faults";
export type { Operation } from "./operations";
export type { Emulator, EmulatorOptions, IssueTokenOptions, SetLinkOptions } from "./options";
export type {
  ClientSecret,
  Directory,
  Identity,
  KnownPartner,
  LinkRecord,
  Principal,
  PrincipalKind,
  RequestRecord,
  Tenant,
} from "./types";
