import * as childProcess from "node:child_process";
import * as tls from "node:tls";

type Exec = (command: string, options: object, callback: () => void) => unknown;

/**
 * Gives this process what a process of its own would have: it trusts a certificate authority, as NODE_EXTRA_CA_CERTS lets one
 * that starts with it, and the commands that it runs get its environment, which Jest keeps from them. Gives what takes it back.
 */
export function asOwnProcess(caCertificate: string): () => void {
  // The modules themselves: an import is a copy of what they export.
  const ofTls = jest.requireActual<{ createSecureContext: typeof tls.createSecureContext }>("node:tls");
  const ofChildProcess = jest.requireActual<{ exec: Exec }>("node:child_process");
  const { createSecureContext } = tls;
  const { exec } = childProcess;
  const ca = [...tls.rootCertificates, caCertificate];
  ofTls.createSecureContext = (options = {}) => createSecureContext({ ca, ...options });
  ofChildProcess.exec = (command, options, callback) => exec(command, { env: process.env, ...options }, callback);
  return () => {
    Object.assign(ofTls, { createSecureContext });
    Object.assign(ofChildProcess, { exec });
  };
}
