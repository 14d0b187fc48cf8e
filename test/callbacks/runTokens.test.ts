import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { observe } from "./harness/observe";
import { inPreview, up } from "./harness/phases";
import { environmentOf, linkedTo, otherPartner, type Someone, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { shareProvider } from "./harness/sharedProvider";

/** What a pipeline's job has to sign in with, by field of `credential`: other values in each run. */
type Tokens = Readonly<Partial<Record<"oidcToken" | "oidcRequestUrl" | "oidcRequestToken", string>>>;

describe("tokens of one run", () => {
  const { emulator, fresh, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const subjectOf = (number: number) => `repo:contoso/infrastructure-${number}:ref:refs/heads/main`;
  let count = 0;

  /** An application of a pipeline, which gives its jobs tokens. */
  function deployer(): { me: Someone; subject: string } {
    count += 1;
    const subject = subjectOf(count);
    return { me: someone(emulator(), { federatedCredentials: [{ subject }] }), subject };
  }

  type Job = ReturnType<typeof deployer>;

  const idToken = async ({ subject }: Job): Promise<Tokens> => ({
    oidcToken: await emulator().issueOidcToken({ subject, claims: { jti: `job-${(count += 1)}` } }),
  });
  const request = ({ me, subject }: Job): Promise<Tokens> => {
    const variables = emulator().environmentFor(me, { method: "githubActions", subject });
    const { ACTIONS_ID_TOKEN_REQUEST_URL = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN = "" } = variables;
    return Promise.resolve({
      oidcRequestUrl: ACTIONS_ID_TOKEN_REQUEST_URL,
      oidcRequestToken: ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    });
  };

  interface Kind {
    readonly name: string;
    readonly issue: (job: Job) => Promise<Tokens>;
    readonly missing: string;
  }

  const kinds: readonly Kind[] = [
    {
      name: "an ID token",
      issue: idToken,
      missing:
        "credential.oidcToken is never stored, because it lasts for one run only. Set it for this run: " +
        "oidcToken (stack config azure-native:oidcToken, environment ARM_OIDC_TOKEN)",
    },
    {
      name: "what an ID token is asked for with",
      issue: request,
      missing:
        "credential.oidcRequestToken and credential.oidcRequestUrl are never stored, because they last for one run only. Set them for this run: " +
        "oidcRequestToken (stack config azure-native:oidcRequestToken, environment ARM_OIDC_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_TOKEN); " +
        "oidcRequestUrl (stack config azure-native:oidcRequestUrl, environment ARM_OIDC_REQUEST_URL or ACTIONS_ID_TOKEN_REQUEST_URL)",
    },
  ];

  const application = ({ me: { tenantId, clientId } }: Job): Properties => ({ tenantId, clientId });

  /** Inputs of a program whose credential has these tokens. */
  function givenBy(job: Job, tokens: Tokens, changes: Properties = {}): Properties {
    return inputsOf(job.me, { credential: { ...application(job), ...tokens }, ...changes });
  }

  const variables = {
    oidcToken: "ARM_OIDC_TOKEN",
    oidcRequestUrl: "ARM_OIDC_REQUEST_URL",
    oidcRequestToken: "ARM_OIDC_REQUEST_TOKEN",
  };

  function named(tokens: Tokens, nameOf: (field: keyof Tokens) => string): Record<string, string> {
    return Object.fromEntries(Object.entries(tokens).map(([field, token]) => [nameOf(field as keyof Tokens), token]));
  }

  const inEnvironment = (tokens: Tokens) => ({ environment: named(tokens, (field) => variables[field]) });
  const inConfig = (tokens: Tokens) => ({ config: named(tokens, (field) => `azure-native:${field}`) });

  /** The link of an application as its state has it after an earlier run. */
  function stored(job: Job, { issue }: Kind) {
    const takenOut = issue === idToken ? ["oidcToken"] : ["oidcRequestToken", "oidcRequestUrl"];
    const withoutTokens = { credential: { ...application(job), useOidc: true } };
    const outputs = linked(emulator(), job.me, withoutTokens, { takenOut });
    return { id: job.me.id, inputs: checkedOf(job.me, withoutTokens, { takenOut }), outputs };
  }

  describe.each(kinds)("$name", (kind) => {
    const { issue, missing } = kind;

    it("is in no result and no message", async () => {
      const job = deployer();
      const [first, second] = [await issue(job), await issue(job)];
      const process = await fresh(inEnvironment(second));
      const seen: string[] = [];
      const observed = observe(process, (text) => seen.push(text));
      await observed.check({}, inPreview(givenBy(job, first)));
      const kept = await up(observed, givenBy(job, first));
      await up(observed, givenBy(job, second, { partnerId: otherPartner.partnerId }), kept);
      await observed.read(kept.id, kept.outputs);
      await observed.delete(kept.id, kept.outputs);
      await process.stop();
      const all = [...seen, ...process.logs().map(({ message }) => message), ...process.printed()].join("\n");
      expect(seen).toHaveLength(8);
      for (const token of [first, second].flatMap((tokens) => Object.values(tokens))) expect(all).not.toContain(token);
    });

    it.each([
      ["the environment", inEnvironment],
      ["stack config", inConfig],
    ])("comes from %s in a refresh and a destroy", async (_name, where) => {
      const job = deployer();
      const { id, inputs, outputs } = stored(job, kind);
      const process = await fresh(where(await issue(job)));
      expect(await process.read(id, outputs)).toEqual({ id, properties: outputs, inputs });
      expect(await process.diff(id, outputs, inputs)).toMatchObject({ changes: "none" });
      await process.delete(id, outputs);
      expect(process.logs()).toEqual([]);
      expect(linkedTo(emulator(), job.me)).toBeUndefined();
    });

    it("is asked for in a refresh and a destroy that have none, and nothing is asked of Azure", async () => {
      const job = deployer();
      const { id, inputs, outputs } = stored(job, kind);
      // Another way to sign in is never taken instead.
      const process = await fresh({ environment: environmentOf(job.me) });
      for (const call of [process.read(id, outputs), process.delete(id, outputs)]) {
        const { message } = await expectFailure(call);
        expect(message).toContain(missing);
        expect(message).toMatch(/ \(PAL_CONFIG_INVALID\)$/);
      }
      expect(await process.diff(id, outputs, inputs)).toMatchObject({ changes: "some", replaces: [] });
      const message = expect.stringContaining(`partner admin link not verified: ${missing}`) as string;
      expect(process.logs()).toMatchObject([{ severity: "warning", message }]);
      expect(emulator().requests()).toEqual([]);
    });
  });
});
