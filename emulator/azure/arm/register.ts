import type { Context, Hono } from "hono";
import { exchange, type Env } from "../exchange";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import { armService, identifyBearer } from "./answer";
import type { Bearer } from "./bearer";

/** `body` is that of a POST; other requests' bodies do not matter. */
export type Answer = (bearer: Bearer, context: Context<Env>, body: string) => Response;
export type Register = (method: string, path: string, operation: Operation, answer: Answer) => void;

/** Adds routes whose callers ARM identifies by their tokens. */
export function registerOn(app: Hono<Env>, state: EmulatorState): Register {
  return (method, path, operation, answer) => {
    app.on(
      method,
      path,
      exchange(state, armService, operation, async (context) => {
        const body = method === "POST" ? await context.req.text() : "";
        return identifyBearer(state, context, (bearer) => answer(bearer, context, body));
      }),
    );
  };
}
