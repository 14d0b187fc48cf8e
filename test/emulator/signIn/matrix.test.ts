import type { Application, Applications } from "./applications";
import { machineMethods } from "./machineMethods";
import { applicationMethods, type Method } from "./methods";
import { requestsThatCount } from "./requests";
import { shareSignIn } from "./shareSignIn";
import type { SignInRequest } from "./openProvider";
import { asBlock, asConfig, asEnvironment, asFallbacks, asLastVariables, type Values } from "./sources";

/** Puts settings in one place, and those of somebody else, just as good, wherever they must not be found. */
type Source = (mine: Values, others: Values) => SignInRequest;

const sources: readonly (readonly [string, Source])[] = [
  [
    "a credential block, with somebody else in stack config and environment",
    (mine, others) => ({ block: asBlock(mine), config: asConfig(others), environment: asEnvironment(others) }),
  ],
  [
    "stack config, with somebody else in the environment",
    (mine, others) => ({ config: asConfig(mine), environment: asEnvironment(others) }),
  ],
  [
    "the environment, with somebody else in variables that are looked at later",
    (mine, others) => ({ environment: { ...asFallbacks(others), ...asEnvironment(mine) } }),
  ],
  ["the variables that are looked at last", (mine) => ({ environment: asLastVariables(mine) })],
];

function sourcesFor({ isOfMachine }: Method) {
  return isOfMachine === true ? sources.slice(0, 3) : sources;
}

/** Who is to sign in, and somebody else. */
function inOrder({ isOfFabrikam }: Method, { contoso, fabrikam }: Applications): [Application, Application] {
  return isOfFabrikam === true ? [fabrikam, contoso] : [contoso, fabrikam];
}

const methods = [...applicationMethods, ...machineMethods];

describe("signIn", () => {
  const { running, applications, signInBy, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function linked(method: Method, application: Application, partnerId: string) {
    const { tenantId, objectId } = method.identity?.(application) ?? application;
    running().setLink(tenantId, objectId, partnerId);
    return { tenantId, objectId, partnerId };
  }

  describe.each(methods.map((method): [string, Method] => [method.name, method]))("by %s", (_, method) => {
    it.each(sourcesFor(method))("takes settings of %s", async (__, source) => {
      const [mine, other] = inOrder(method, applications());
      const expected = linked(method, mine, "123456");
      linked(method, other, "654321");
      const request = source(method.settings(mine, running()), method.settings(other, running()));
      const outcome = await signInBy(method, mine, { ...request, look: true });
      expect(outcome).toEqual({ identities: [expected], errors: [] });
      expect(requestsThatCount(running())).toEqual([...method.requests, "partners.get"]);
    });
  });
});
