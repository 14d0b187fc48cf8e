import type { Context, Hono } from "hono";
import { exchange, type Env, type Service } from "../exchange";
import { jsonResponse } from "../jsonResponse";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import { issueOidcToken, issuerOfOidc } from "./issuer";
import type { Job } from "./jobs";

const headers = { "cache-control": "no-store" };

/** Paths of the request URLs, below the emulator's origin. */
export const oidcPaths = {
  githubActions: "/oidc/github/token",
  azurePipelines: "/oidc/azurepipelines/oidctoken",
} as const;

const oidcService: Service = {
  error: (_, effect) => {
    if (effect.kind === "aadsts") {
      return jsonResponse({ message: effect.message ?? `AADSTS${effect.code}` }, effect.status ?? 400, headers);
    }
    const { status, message = "The service is unavailable.", body = { message } } = effect;
    return jsonResponse(body, status, { ...headers, ...effect.headers });
  },
};

function openidConfiguration(state: EmulatorState): Response {
  const issuer = issuerOfOidc(state.origin);
  return Response.json({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ["public", "pairwise"],
    response_types_supported: ["id_token"],
    claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", "nbf", "ref", "repository", "repository_owner"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid"],
  });
}

function refused(status: number, message: string): Response {
  return Response.json({ message }, { status, headers });
}

/** GitHub's audience for those who name none: the owner of the repository. */
function ownerUrl(subject: string): string {
  return `https://github.com/${/^repo:([^/:]+)/.exec(subject)?.[1] ?? ""}`;
}

async function githubToken(state: EmulatorState, context: Context<Env>, { subject }: Job): Promise<Response> {
  const audience = context.req.query("audience") ?? ownerUrl(subject);
  const value = await issueOidcToken(state, { subject, audience });
  return Response.json({ count: value.length, value }, { headers });
}

async function azurePipelinesToken(state: EmulatorState, context: Context<Env>, job: Job): Promise<Response> {
  if ((context.req.query("api-version") ?? "") === "") {
    return refused(400, "No api-version was supplied for the request.");
  }
  const asked = context.req.query("serviceConnectionId");
  if (asked === undefined || asked.toLowerCase() !== job.serviceConnectionId?.toLowerCase()) {
    return refused(404, `The service connection '${asked ?? ""}' could not be found or may not be used here.`);
  }
  return Response.json({ oidcToken: await issueOidcToken(state, { subject: job.subject }) }, { headers });
}

/** Azure DevOps to a client that asks it as GitHub is asked. */
function getRefused(): Response {
  const value = { Message: "The requested resource does not support http method 'GET'." };
  return Response.json({ count: 1, value }, { status: 405, headers: { ...headers, allow: "POST" } });
}

/** An issuer of ID tokens: its keys, and the request URLs of GitHub Actions and Azure DevOps. */
export function addOidcRoutes(app: Hono<Env>, state: EmulatorState): void {
  const on = (
    method: string,
    path: string,
    operation: Operation,
    answer: (context: Context<Env>) => Response | Promise<Response>,
  ) => {
    app.on(
      method,
      path,
      exchange(state, oidcService, operation, (context) => ({ caller: {}, answer: () => answer(context) })),
    );
  };
  const forJob = (answer: typeof githubToken) => (context: Context<Env>) => {
    const job = state.jobs.find(context.req.header("authorization"));
    return job === undefined
      ? refused(401, "The request token is not known: it belongs to no run of a pipeline.")
      : answer(state, context, job);
  };
  on("GET", "/oidc/.well-known/openid-configuration", "oidc.openidConfiguration", () => openidConfiguration(state));
  on("GET", "/oidc/.well-known/jwks", "oidc.keys", async () =>
    Response.json({ keys: [(await state.oidcKey()).jwk] }, { headers }),
  );
  on("GET", oidcPaths.githubActions, "oidc.token", forJob(githubToken));
  on("GET", oidcPaths.azurePipelines, "oidc.token", getRefused);
  on("POST", oidcPaths.azurePipelines, "oidc.token", forJob(azurePipelinesToken));
}
