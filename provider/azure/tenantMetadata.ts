import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { limits } from "./limits";

/** Where a tenant says how to sign in, and Microsoft which login hosts are its own. */
const metadataPath = /\/\.well-known\/openid-configuration$|\/discovery\/instance$/;

interface Known {
  readonly asked: number;
  readonly answer: Promise<PipelineResponse>;
}

/** Asks for the metadata of a tenant once for all who sign in there: the SDK asks once for each identity. */
export function tenantMetadata(): PipelinePolicy {
  const known = new Map<string, Known>();
  return {
    name: "tenantMetadata",
    sendRequest: async (request, next) => {
      const { url, method } = request;
      if (method !== "GET" || !metadataPath.test(new URL(url).pathname)) return next(request);
      const before = known.get(url);
      const isFresh = before !== undefined && Date.now() - before.asked < limits.metadataAge;
      // Whoever asked first may be bound otherwise, so that its failure is not everybody's.
      const shared = isFresh ? await before.answer.catch(() => undefined) : undefined;
      if (shared?.status === 200) return { ...shared, request, headers: shared.headers };
      const answer = next(request);
      known.set(url, { asked: Date.now(), answer });
      return await answer;
    },
  };
}
