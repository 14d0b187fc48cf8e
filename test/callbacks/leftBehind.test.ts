import type { FaultEffect } from "partner-admin-link-emulator";
import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { environmentOf, linkedTo, partner, someone, type Someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { shareWorld, written } from "./harness/world";

describe("delete of a link whose identity signs in no more", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const blockOf = ({ tenantId, clientId, clientSecret }: Someone): Properties => ({
    credential: { tenantId, clientId, clientSecret },
  });

  /** How the program says that it is another identity's by now. */
  type Name = (next: Someone) => Properties;
  const names: [how: string, name: Name][] = [
    ["credential", blockOf],
    ["expect", ({ objectId }) => ({ credential: undefined, expect: { objectId } })],
  ];

  interface Ending {
    readonly why: string;
    /** What becomes of the old identity. */
    readonly meanwhile: (old: Someone) => void;
    readonly says: (old: Someone) => string;
  }

  const refused: Ending[] = [
    {
      why: "its secret is refused",
      meanwhile: ({ tenantId, objectId, clientSecret }) => {
        emulator().removeSecret(tenantId, objectId, clientSecret);
      },
      says: () => "AADSTS7000215: the client secret is wrong",
    },
    {
      why: "it was made again under the same client ID",
      meanwhile: ({ tenantId, objectId, clientId, clientSecret }) => {
        emulator().removePrincipal(tenantId, objectId);
        const again = objectId.replace("aaaa", "dddd");
        const clientSecrets = [clientSecret];
        emulator().addPrincipal(tenantId, {
          name: "again",
          kind: "servicePrincipal",
          objectId: again,
          clientId,
          clientSecrets,
        });
      },
      says: ({ objectId }) => `${objectId.replace("aaaa", "dddd")}, tenant`,
    },
  ];

  /** Deletes the link of the old identity in a process that has checked what the program declares, if anything. */
  async function removal(ending: Pick<Ending, "meanwhile">, name: Name | undefined) {
    const [old, next] = [someone(emulator()), someone(emulator())];
    const state = linked(emulator(), old);
    ending.meanwhile(old);
    const process = await fresh({ environment: environmentOf(next) });
    if (name !== undefined) await process.check(checkedOf(old), inputsOf(old, name(next)));
    return { old, process, ended: process.delete(old.id, state) };
  }

  const rows = names.flatMap(([how, name]) => refused.map((ending) => ({ how, name, ...ending })));

  it.each(rows)("succeeds with a warning where $how names another one: $why", async ({ name, says, ...ending }) => {
    const { old, process, ended } = await removal(ending, name);
    await ended;
    expect(process.logs(old.urn)).toMatchObject([{ severity: "warning" }]);
    const [{ message } = { message: "" }] = process.logs(old.urn);
    expect(message).toContain(`the partner admin link of ${old.id} was not removed: `);
    expect(message).toContain(says(old));
    expect(message).toMatch(
      / remove the link with `az managementpartner delete --partner-id 123456` \(PAL_LINK_KEPT\)$/,
    );
    expect(written(emulator())).toEqual([]);
  });

  it.each(refused)("fails where this run has no program that names another one: $why", async (ending) => {
    const { ended } = await removal(ending, undefined);
    expect((await expectFailure(ended)).message).toMatch(/Nothing was removed. Sign in as /);
  });

  it.each(refused)("fails where the program names the same one: $why", async (ending) => {
    const old = someone(emulator());
    const state = linked(emulator(), old);
    const process = await fresh();
    await process.check(checkedOf(old), inputsOf(old));
    ending.meanwhile(old);
    expect((await expectFailure(process.delete(old.id, state))).message).toMatch(/Nothing was removed. Sign in as /);
  });

  it("fails where the program names nobody, though another one's link replaces it", async () => {
    const [old, next] = [someone(emulator()), someone(emulator())];
    const namesNobody = { credential: undefined };
    const state = linked(emulator(), old, namesNobody);
    const process = await fresh({ environment: environmentOf(next) });
    // As the option --replace has it.
    await process.check({}, inputsOf(old, namesNobody));
    expect((await expectFailure(process.delete(old.id, state))).message).toMatch(/ \(PAL_IDENTITY_MISMATCH\)$/);
  });

  const unanswered: [name: string, effect: FaultEffect][] = [
    ["no connection", { kind: "reset", when: "before" }],
    ["503", { kind: "status", status: 503 }],
    ["a web page", { kind: "html" }],
  ];

  it.each(unanswered)("fails where nothing tells whether it could sign in: %s", async (_name, effect) => {
    const [old, next] = [someone(emulator()), someone(emulator())];
    const state = linked(emulator(), old);
    await provider().check(checkedOf(old), inputsOf(old, blockOf(next)));
    emulator().addFault({ operation: "entra.token", clientId: old.clientId, calls: { from: 1 }, effect });
    expect((await expectFailure(provider().delete(old.id, state))).message).toContain("Nothing was removed");
    expect(linkedTo(emulator(), old)).toBe(partner.partnerId);
  });

  it("succeeds with a warning where the machine has lost a managed identity that another one replaces", async () => {
    const [old, next] = [managedIdentity(), someone(emulator())];
    const credential = { credential: { useMsi: true, clientId: old.clientId } };
    const state = linked(emulator(), old, credential);
    emulator().removePrincipal(old.tenantId, old.objectId);
    const process = await fresh();
    await process.check(checkedOf(old, credential), inputsOf(old, blockOf(next)));
    await process.delete(old.id, state);
    expect(process.logs(old.urn)).toMatchObject([
      { severity: "warning", message: expect.stringContaining("no managed identity with this client ID") as string },
    ]);
  });

  /** A user-assigned managed identity of this machine. */
  function managedIdentity(): Someone {
    const me = someone(emulator());
    const { tenantId, objectId, clientId } = me;
    emulator().removePrincipal(tenantId, objectId);
    emulator().addPrincipal(tenantId, { name: objectId, kind: "managedIdentity", objectId, clientId });
    return me;
  }
});
