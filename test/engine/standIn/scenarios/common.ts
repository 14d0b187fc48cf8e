import type { Declaration, DeclaredResource } from "../scenario";

/** One scripted resource. */
export function one(
  props: DeclaredResource["props"] = {},
  options: DeclaredResource["options"] = {},
): DeclaredResource {
  return { name: "one", props, options };
}

/** A program of those resources, and a provider that does as it is told. */
export function program(resources: readonly DeclaredResource[], script?: Declaration["script"]): Declaration {
  return script === undefined ? { resources } : { resources, script };
}

/** Two resources, the second made of the first's output. */
export function chain(script?: Declaration["script"]): Declaration {
  return program([one({ size: 1 }), { name: "two", props: { from: { $of: ["one", "made"] } } }], script);
}
