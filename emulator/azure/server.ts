import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { addAdminRoutes } from "./admin/routes";
import { addArmRoutes, addUnknownRoutes } from "./arm/routes";
import type { ServerCertificate } from "./certificate";
import { addEntraRoutes } from "./entra/routes";
import type { Env } from "./exchange";
import { addManagedIdentityRoutes } from "./managedIdentity/routes";
import { addOidcRoutes } from "./oidc/routes";
import type { LoopbackHost } from "./options";
import type { EmulatorState } from "./state";

/** ARM and Entra take paths in any case, with or without a slash at the end, and with more than one at the start. */
function routingPath(request: Request): string {
  const path = new URL(request.url).pathname.toLowerCase().replace(/\/+$/, "").replace(/^\/+/, "/");
  return path === "" ? "/" : path;
}

/** Every route of the emulator. */
export function createApp(state: EmulatorState): Hono<Env> {
  const app = new Hono<Env>({ getPath: routingPath });
  addAdminRoutes(app, state);
  addArmRoutes(app, state);
  addManagedIdentityRoutes(app, state);
  addOidcRoutes(app, state);
  addEntraRoutes(app, state);
  addUnknownRoutes(app, state);
  return app;
}

/** An HTTPS server that listens and answers nothing yet. */
export interface ListeningServer {
  readonly port: number;
  readonly serve: (app: Hono<Env>) => void;
  /** Stops listening and cuts what is still open, unanswered requests and half-made connections included. */
  readonly close: () => Promise<void>;
}

/** Keeps the connections of a server, from their very start: `closeAllConnections` knows only those past the handshake. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    });
    for (const socket of sockets) {
      socket.destroy();
    }
  });
}

/** @throws Error when the port is in use. */
export async function listen(
  host: LoopbackHost,
  port: number,
  certificate: ServerCertificate,
): Promise<ListeningServer> {
  const server = createServer({ key: certificate.privateKey, cert: certificate.certificate });
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      reject(isTaken ? new Error(`Port ${port} of ${host} is in use.`, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (app) => {
      const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
      server.on("request", (incoming, outgoing) => {
        void listener(incoming, outgoing);
      });
    },
    close: () => closeServer(server, sockets),
  };
}
