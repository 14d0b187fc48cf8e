export { behaviourTable, defaultBehaviour, partnerBehaviour } from "./behaviour";
export { defaultDirectory } from "./defaultDirectory";
export { createClientCertificate } from "./clientCertificate";
export { startEmulator } from "./startEmulator";
export type {
  Access,
  Authorization,
  CustomRole,
  Delegation,
  EligibleAssignment,
  Group,
  ManagementGroup,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from "./access/types";
export type { Behaviour, BehaviourName } from "./behaviour";
export type { CreatedCertificate } from "./clientCertificate";
export type { ActiveFault, FaultCalls, FaultEffect, FaultRule } from "./faults";
export type { Operation } from "./operations";
export type {
  Emulator,
  EmulatorOptions,
  EnvironmentOptions,
  IssueOidcTokenOptions,
  IssueTokenOptions,
  SetLinkOptions,
} from "./options";
export type { SignInMethod } from "./signInMethods";
export type {
  ClientCertificate,
  ClientSecret,
  Directory,
  FederatedCredential,
  Identity,
  KnownPartner,
  LinkRecord,
  Machine,
  Principal,
  PrincipalKind,
  RequestRecord,
  Tenant,
  Trial,
} from "./types";
