import { expectReplayed } from "./harness/expectRecorded";
import type { Fields, RecordedCall, Recording } from "./harness/recording";
import { readRecording } from "./harness/recordingFile";
import { pretendUser } from "./harness/usersEnvironment";
import { drift } from "./scenarios/drift";

/** A link is made, and drifts: the least story with all that a recording has. */
const [story] = drift.filter(({ name }) => name === "driftOtherPartner");
if (story === undefined) throw new Error("the scenario is gone");
const scenario = { ...story, steps: story.steps.slice(0, 2) };
const { about, steps } = readRecording(story.name);
const recording: Recording = { about, steps: steps.slice(0, 2) };

/** A change somewhere in a step. */
type Edit = (step: unknown) => unknown;

function list(value: unknown): readonly unknown[] {
  return value as readonly unknown[];
}

/** Changes what stands at the end of a path. */
function at([name, ...rest]: readonly string[], edit: (value: unknown) => unknown): Edit {
  return (value) => {
    if (name === undefined) return edit(value);
    const inner = at(rest, edit);
    if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === name ? inner(item) : item));
    return { ...(value as Fields), [name]: inner((value as Fields)[name]) };
  };
}

function put(path: readonly string[], value: unknown): Edit {
  return at(path, () => value);
}

/** Changes the call of that name. */
function call(callback: string, edit: Edit): Edit {
  const edited = (one: unknown): unknown => ((one as RecordedCall).callback === callback ? edit(one) : one);
  return at(["processes", "0"], (calls) => list(calls).map(edited));
}

function registration(edit: Edit): Edit {
  return at(["program", "registrations", "0"], edit);
}

const secret = ["inputs", "credential", "clientSecret"];

describe("a recording edited by hand is noticed", () => {
  beforeAll(pretendUser);

  it("and one that is not, passes", async () => {
    await expectReplayed(scenario, recording);
  });

  it.each<{ readonly what: string; readonly step: 0 | 1; readonly edit: Edit }>([
    { what: "an answer", step: 1, edit: call("Diff", put(["gives", "changes"], "DIFF_NONE")) },
    { what: "a message", step: 1, edit: call("Diff", put(["says"], ["warning: all is well (PAL_DRIFT)"])) },
    { what: "an input of the program", step: 1, edit: registration(put(["given", "object", "partnerId"], "654321")) },
    { what: "an input of a call", step: 1, edit: call("Check", put(["given", "news", "partnerId"], "654321")) },
    { what: "an option", step: 0, edit: registration(put(["given", "protect"], true)) },
    {
      what: "a request more",
      step: 0,
      edit: call(
        "Create",
        at(["sends"], (sends) => [...list(sends), "one more"]),
      ),
    },
    {
      what: "a request fewer",
      step: 0,
      edit: call(
        "Create",
        at(["sends"], (sends) => list(sends).slice(1)),
      ),
    },
    { what: "a request of the program", step: 1, edit: put(["program", "sends"], []) },
    { what: "a call fewer", step: 1, edit: at(["processes", "0"], (calls) => list(calls).slice(1)) },
    { what: "the order of calls", step: 1, edit: at(["processes", "0"], (calls) => [...list(calls)].reverse()) },
    { what: "a secret's form", step: 0, edit: call("Check", put(["gives", ...secret], "<secret contoso-deploy>")) },
    { what: "a link left", step: 1, edit: put(["links"], {}) },
    { what: "a status", step: 0, edit: call("Create", put(["sends"], ["contoso-deploy partner.create 201"])) },
    { what: "an exit code", step: 1, edit: put(["exitCode"], 0) },
  ])("$what", async ({ step, edit }) => {
    const edited = at(["steps", String(step)], edit)(recording) as Recording;
    expect(edited).not.toEqual(recording);
    await expect(expectReplayed(scenario, edited)).rejects.toThrow();
  });
});
