import { application, changeCustomers, customerRows, customersDirectory, deleted, drifted } from "./customers";
import { misses, type CustomersScene } from "./customersMisses";
import { writeCustomers, writeCustomersProject } from "./customersProject";
import { measured, playReport } from "./customersReport";
import { onStage, playScene, print, type Stage } from "./stage";

/** The stack's life up to the report; the scenes after the first two are about four customers. */
function scenesBefore(all: readonly number[], removeRow: () => void): readonly CustomersScene[] {
  return [
    { title: "Link all customers", operation: "up", ops: { create: all }, linked: all.length },
    {
      title: "Nothing to do the second time",
      operation: "preview",
      gate: true,
      ops: {},
      linked: all.length,
    },
    {
      title: "Three links are changed, and a customer deletes the service principal: the drift gate names the four",
      operation: "preview",
      gate: true,
      before: changeCustomers,
      ops: { update: [...drifted, deleted] },
      says: new Map([...drifted.map((number) => [number, "(PAL_DRIFT)"] as const), [deleted, "AADSTS700016"]]),
      fails: true,
    },
    {
      title: "Repair the three, and drop the fourth, whose row is removed",
      operation: "up",
      before: removeRow,
      ops: { update: drifted, delete: [deleted] },
      linked: all.length - 1,
    },
  ];
}

const [fewest, usual, most] = [4, 200, 5000];

/** One application in the tenants of so many customers: from the first update to a report, with what each step costs. */
export async function playManyCustomers(text = String(usual)): Promise<boolean> {
  const count = Number(text);
  if (!Number.isInteger(count) || count < fewest || count > most) {
    console.error(`manyCustomers is played with ${fewest} to ${most} customers, not with ${text}`);
    return false;
  }
  print(`\nmanyCustomers: an application of many tenants signs in to each of ${count} by the workflow's ID token\n`);
  const folder: { project: string } = { project: "" };
  return await onStage(
    {
      example: "manyCustomers",
      project: (home) => (folder.project = writeCustomersProject(home, customerRows(count))),
      directory: customersDirectory(count),
      environment: (emulator) => emulator.environmentFor(application, { method: "githubActions" }),
    },
    (stage) => play(stage, count, folder.project),
  );
}

async function play(stage: Stage, count: number, project: string): Promise<boolean> {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const withoutDeleted = customerRows(count).filter((_row, index) => index + 1 !== deleted);
  const scenes = scenesBefore(all, () => writeCustomers(project, withoutDeleted));
  for (const [index, scene] of scenes.entries()) if (!(await playOne(stage, index + 1, scene))) return false;
  if (!(await playReport(stage.emulator, project, count - 1))) return false;
  const left = all.filter((number) => number !== deleted);
  const last = { title: "Remove all links", operation: "destroy", ops: { delete: left }, linked: 0 } as const;
  return await playOne(stage, scenes.length + 1, last);
}

async function playOne(stage: Stage, number: number, scene: CustomersScene): Promise<boolean> {
  scene.before?.(stage.emulator);
  return await measured(stage.emulator, () =>
    playScene(stage, number, scene, (result) => misses(scene, result, stage.emulator)),
  );
}
