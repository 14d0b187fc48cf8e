import { objectWith, textLike } from "../emulator/matchers";
import { createClientCertificate, type FaultEffect, type SignInMethod } from "../../emulator/azure";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Acceptance, readWithoutAccount, withOwnLink } from "./acceptance";
import type { OwnLink } from "./ownLink";
import { readSettings } from "./settings";
import { app, clientId, ids, machine, notingHost, openStage, outsider, user } from "./stage";

const nothing = (): Promise<{ findings: [] }> => Promise.resolve({ findings: [] });

describe("an acceptance as one sign-in", () => {
  const { emulator, reset, start, stop } = openStage();
  const folder = mkdtempSync(join(tmpdir(), "partner-admin-link-azure-"));
  beforeAll(start);
  beforeEach(reset);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await stop();
  });

  function signedInAs(identity: typeof app, method: SignInMethod, more: Readonly<Record<string, string>> = {}) {
    Object.assign(process.env, emulator().environmentFor(identity, { method }), more);
    Object.assign(process.env, { PAL_AZURE_PARTNER_ID: ids.partner, PAL_AZURE_SECOND_PARTNER_ID: ids.second });
    const settings = readSettings(process.env);
    if ("problems" in settings) throw new Error(settings.problems.join("; "));
    const host = notingHost();
    const pauses: number[] = [];
    const pause = (milliseconds: number): Promise<void> => Promise.resolve(void pauses.push(milliseconds));
    const acceptance: Acceptance = { settings, host: { ...host, pause }, asked: new Set() };
    const run = (work: (own: OwnLink) => Promise<unknown>) => {
      const [signIn] = settings.signIns;
      if (signIn === undefined || settings.signIns.length > 1) throw new Error("one sign-in was expected");
      return withOwnLink(acceptance, signIn, (own) => work(own).then(nothing));
    };
    return { acceptance, host, run, pauses };
  }

  function asApp() {
    return signedInAs(app, "clientSecret");
  }

  /** What a sign-in needs beside the variables that the emulator gives. */
  async function variablesFor(name: string): Promise<Readonly<Record<string, string>>> {
    if (name === "Azure CLI") return { ARM_USE_CLI: "true" };
    if (name !== "certificate") return {};
    const { certificate, pem } = await createClientCertificate("acceptance");
    const path = join(folder, "certificate.pem");
    writeFileSync(path, pem);
    emulator().addCertificate(app.tenantId, app.objectId, certificate);
    return { ARM_CLIENT_SECRET: "", ARM_CLIENT_CERTIFICATE_PATH: path };
  }

  function live(identity = app): string | undefined {
    const link = emulator().link(identity.tenantId, identity.objectId);
    return link?.state === "Active" ? link.partnerId : undefined;
  }

  function writes(): string[] {
    return emulator()
      .requests()
      .map(({ operation }) => operation)
      .filter((operation) => /^partner\.(create|update|delete)$/.test(operation));
  }

  it.each([ids.partner, "222222"])(
    "refuses an identity that is linked already, and writes nothing: %s",
    async (partner) => {
      emulator().setLink(app.tenantId, app.objectId, partner);
      const { run } = asApp();
      const work = jest.fn(nothing);
      expect((await run(work)).failure).toMatch(/^the identity is already linked to a partner, and was left unchanged/);
      expect([work.mock.calls, writes(), live()]).toEqual([[], [], partner]);
    },
  );

  it.each<[string, FaultEffect]>([
    ["403 Forbidden", { kind: "status", status: 403, code: "Forbidden" }],
    ["404 NoRegisteredProviderFound", { kind: "status", status: 404, code: "NoRegisteredProviderFound" }],
    ["404", { kind: "html", status: 404 }],
  ])("refuses where the service does not say whether the identity is linked: %s", async (outcome, effect) => {
    emulator().addFault({ operation: "partners.get", effect });
    const { run } = asApp();
    const { failure } = await run((own) => own.link(ids.partner));
    expect(failure).toBe(`the service does not confirm that the identity has no link: ${outcome}`);
    expect(writes()).toEqual([]);
  });

  it("links nothing where the service no longer says whether the identity is linked", async () => {
    const effect = { kind: "status", status: 503 } as const;
    emulator().addFault({ operation: "partners.get", calls: { from: 2, to: 2 }, effect });
    const { run } = asApp();
    expect((await run((own) => own.link(ids.partner))).failure).toBe(
      "the service does not say whether the identity is linked: 503 ServerError",
    );
    expect(writes()).toEqual([]);
  });

  it("removes what was linked when the work ends, and when it fails", async () => {
    const { run } = asApp();
    expect(await run((own) => own.link(ids.partner))).not.toHaveProperty("failure");
    expect([writes(), live()]).toEqual([["partner.create", "partner.delete"], undefined]);
    const failing = async (own: OwnLink): Promise<never> => {
      await own.link(ids.partner);
      throw new Error("the work fails");
    };
    expect((await run(failing)).failure).toBe("the work fails");
    expect(live()).toBeUndefined();
  });

  /** The first token is not good for the whole run. */
  async function endingToken(...then: FaultEffect[]): Promise<void> {
    const access_token = await emulator().issueToken(app, { lifetimeSeconds: -3600 });
    const first = { kind: "replace", fields: { access_token, expires_in: 60 } } as const;
    for (const [index, effect] of [first, ...then].entries())
      emulator().addFault({ operation: "entra.token", calls: index + 1, effect });
  }

  it("signs in again before its token ends, so that it can remove what it made", async () => {
    await endingToken();
    expect(await asApp().run((own) => own.link(ids.partner))).not.toHaveProperty("failure");
    expect([writes(), live()]).toEqual([["partner.create", "partner.delete"], undefined]);
  });

  it("does nothing as somebody else who is signed in by then", async () => {
    const access_token = await emulator().issueToken(machine);
    await endingToken({ kind: "replace", fields: { access_token } });
    const { failure } = await asApp().run((own) => own.link(ids.partner));
    expect(failure).toBe("somebody else is signed in by now");
    expect(
      emulator()
        .requests()
        .filter(({ operation }) => operation.startsWith("partner")),
    ).toEqual([]);
  });

  it("removes what a write made whose answer was lost", async () => {
    const { run } = asApp();
    emulator().addFault({ operation: "partner.create", effect: { kind: "reset", when: "after" } });
    expect((await run((own) => own.link(ids.partner))).failure).toBeDefined();
    expect([writes(), live()]).toEqual([["partner.create", "partner.delete"], undefined]);
  });

  it.each<FaultEffect>([
    { kind: "status", status: 504 },
    { kind: "reset", when: "before" },
  ])("waits at the end for a write that may still be applied: $kind", async (effect) => {
    const { run, pauses } = asApp();
    emulator().addFault({ operation: "partner.create", effect });
    await run(async (own) => {
      await expect(own.link(ids.partner)).rejects.toThrow(Error);
      await own.check();
    });
    expect(pauses).toEqual([2000]);
  });

  it("begins nothing after an interruption, and removes what was made", async () => {
    const { run, host } = asApp();
    const interrupted = async (own: OwnLink): Promise<void> => {
      await own.link(ids.partner);
      host.interrupt();
      await own.ask("PATCH", ids.second);
    };
    expect((await run(interrupted)).failure).toBe("interrupted");
    expect([writes(), live()]).toEqual([["partner.create", "partner.delete"], undefined]);
  });

  it("tries again to remove what the service does not remove the first time", async () => {
    const { run } = asApp();
    const effect = { kind: "status", status: 503 } as const;
    emulator().addFault({ operation: "partner.delete", calls: { from: 1, to: 2 }, effect });
    expect(await run((own) => own.link(ids.partner))).not.toHaveProperty("failure");
    expect([writes(), live()]).toEqual([["partner.create", ...Array<string>(3).fill("partner.delete")], undefined]);
  });

  it("says how to remove what it cannot", async () => {
    const { run } = asApp();
    emulator().addFault({ operation: "partner.delete", calls: { from: 1 }, effect: { kind: "status", status: 503 } });
    expect((await run((own) => own.link(ids.partner))).failure).toMatch(
      /removing the link failed.*az rest --method delete/,
    );
    expect(live()).toBe(ids.partner);
  });

  it("leaves a link alone that another partner has got meanwhile", async () => {
    const { run } = asApp();
    const overtaken = async (own: OwnLink): Promise<void> => {
      await own.link(ids.partner);
      emulator().setLink(app.tenantId, app.objectId, "222222");
      await own.unlink();
    };
    expect((await run(overtaken)).failure).toBe(
      "the acceptance did not create this link; the identity was linked to another partner meanwhile; that link is left in place",
    );
    expect([writes(), live()]).toEqual([["partner.create"], "222222"]);
  });

  it.each<[string, typeof app, SignInMethod]>([
    ["client secret", app, "clientSecret"],
    ["certificate", app, "clientSecret"],
    ["OpenID Connect", app, "githubActions"],
    ["managed identity", machine, "managedIdentity"],
    ["Azure CLI", user, "azureCli"],
  ])("signs in by %s and names no id of it", async (name, identity, method) => {
    const { run, host } = signedInAs(identity, method, await variablesFor(name));
    const result = await run((own) => own.link(ids.partner));
    expect(result).toEqual({ signIn: name, kind: textLike(/^(user|servicePrincipal|managedIdentity)$/), findings: [] });
    expect(writes()).toEqual(["partner.create", "partner.delete"]);
    expect(host.printed()).toBe(`\n${name}\n`);
  });

  it("shows a refused sign-in without the ids of who was refused", async () => {
    emulator().addFault({ operation: "entra.token", calls: { from: 1 }, effect: { kind: "aadsts", code: 7000215 } });
    const { run, host } = asApp();
    const result = await run(nothing);
    expect(result).toEqual(objectWith({ signIn: "client secret", failure: textLike(/AADSTS7000215/) }));
    expect(host.printed()).not.toMatch(new RegExp([clientId, app.tenantId, app.objectId, "not-a-secret"].join("|")));
  });

  it("reads, and writes nothing, in the tenant of a customer in which the user has no account", async () => {
    const more = { ARM_USE_CLI: "true", PAL_AZURE_DELEGATED_TENANT_ID: outsider.tenantId };
    const { acceptance } = signedInAs(user, "azureCli", more);
    emulator().setBehaviour({ noAccount: "403 Forbidden" });
    const result = await readWithoutAccount(acceptance);
    expect(result?.findings).toMatchObject([{ option: "noAccount", value: "403 Forbidden" }]);
    expect([result?.failure, writes()]).toEqual([undefined, []]);
  });
});
