import { type Behaviour, behaviourTable, defaultBehaviour, partnerBehaviour } from "partner-admin-link-emulator";

/** The service as it may be, where nobody has recorded it. */
export interface Service {
  readonly name: string;
  readonly behaviour: Behaviour;
}

/** Access options do not affect links, so the matrix leaves them out. */
const names = Object.keys(partnerBehaviour) as (keyof typeof partnerBehaviour)[];
const most = Math.max(...names.map((name) => behaviourTable[name].values.length));

/** So few that each value of each option is in one of them: the first values of all, the second ones, and so on. */
export const fewServices: readonly Service[] = Array.from({ length: most }, (_, index) => ({
  name: `values number ${index + 1}`,
  behaviour: {
    ...defaultBehaviour,
    ...(Object.fromEntries(
      names.map((name) => [name, behaviourTable[name].values[index % behaviourTable[name].values.length]]),
    ) as Partial<Behaviour>),
  },
}));

/** The default, and each other value of each option alone. */
export const everyService: readonly Service[] = [
  { name: "default", behaviour: defaultBehaviour },
  ...names.flatMap((name) =>
    behaviourTable[name].values
      .slice(1)
      .map((value) => ({ name: `${name}: ${value}`, behaviour: { ...defaultBehaviour, [name]: value } })),
  ),
];
