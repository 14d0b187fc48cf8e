import { CustomResource, type Input } from "@pulumi/pulumi";

/** Another principal is another assignment. */
const provider = `exports.handler = () => ({
  diff: async (_id, olds, news) => {
    const changes = olds.principalId !== news.principalId;
    return { changes, replaces: changes ? ["principalId"] : [] };
  },
  create: async (inputs) => ({ id: "assignment", outs: inputs }),
  delete: async () => {},
});`;

/** Stands for a role assignment of azure-native, whose plugin the emulator does not serve: its principal cannot be changed. */
export class Assignment extends CustomResource {
  constructor(name: string, { principalId }: { readonly principalId: Input<string> }) {
    super("pulumi-nodejs:dynamic/assignment:Assignment", name, { __provider: provider, principalId });
  }
}
