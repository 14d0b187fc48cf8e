import {
  behaviourTable,
  defaultBehaviour,
  startEmulator,
  type Behaviour,
  type partnerBehaviour,
} from "../../emulator/azure";
import {
  customerTenant,
  deployer,
  globalPartner,
  json,
  locationPartner,
  operate,
  otherLocationPartner,
  outcome,
} from "./http";
import { shareEmulator } from "./running";

describe("options for what is not known", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function link(partnerId: string | null): void {
    running().setLink(customerTenant, deployer.objectId, partnerId);
  }

  /** What is linked: `123456 v1`, `deleted v2`, or nothing. */
  function row(): string {
    const record = running().link(customerTenant, deployer.objectId);
    const what = record?.state === "Deleted" ? "deleted" : record?.partnerId;
    return record === undefined ? "nothing" : `${String(what)} v${record.version}`;
  }

  /** Linked to the first location partner, once. */
  async function linked(method: string, partnerId?: string): Promise<string> {
    link(locationPartner);
    return `${outcome(await operate(running(), method, partnerId))}, ${row()}`;
  }

  /** Linked once and unlinked again. */
  async function tombstone(method: string, partnerId?: string): Promise<string> {
    link(locationPartner);
    link(null);
    return `${outcome(await operate(running(), method, partnerId))}, ${row()}`;
  }

  async function never(method: string, partnerId?: string): Promise<string> {
    return `${outcome(await operate(running(), method, partnerId))}, ${row()}`;
  }

  async function shown(partnerId?: string): Promise<Record<string, unknown>> {
    link(locationPartner);
    return json(await operate(running(), "GET", partnerId)) as Record<string, unknown>;
  }

  type Check = () => Promise<unknown>;
  /** What each value of each option must do; a value without an expectation does not compile. */
  type Expectations = {
    readonly [Name in keyof typeof partnerBehaviour]: Readonly<
      Record<Behaviour[Name], readonly [check: Check, expected: unknown][]>
    >;
  };

  const samePartner = () => linked("PUT", locationPartner);
  const putOther = () => linked("PUT", otherLocationPartner);
  const get = () => tombstone("GET");
  const getNever = () => never("GET", locationPartner);
  const getOther = () => linked("GET", otherLocationPartner);
  const patchUnlinked = () => tombstone("PATCH", locationPartner);
  const patchSame = () => linked("PATCH", locationPartner);
  const deleteUnlinked = () => tombstone("DELETE", locationPartner);
  const deleteOther = () => linked("DELETE", otherLocationPartner);
  const putUnknown = () => never("PUT", "77777777");
  const patchGlobal = () => linked("PATCH", globalPartner);
  const putInvalid = () => never("PUT", "12a");
  const name = async () => Object.keys((await shown())["properties"] as object).includes("partnerName");
  const idAndType = async () => {
    const { id, type } = await shown();
    return [id, type];
  };
  const idById = async () => (await shown(locationPartner))["id"];
  const withoutAccount = async () => {
    running().addPrincipal(customerTenant, { ...deployerPrincipal, noAccount: true });
    const answer = await operate(running(), "GET");
    running().addPrincipal(customerTenant, deployerPrincipal);
    return outcome(answer);
  };

  /** Properties of the body of an error. */
  const keysOfError = async (): Promise<string> => {
    const answer = await operate(running(), "GET");
    return Object.keys(JSON.parse(answer.text) as object).join(" ");
  };

  const deployerPrincipal = {
    name: "contoso-deploy",
    kind: "servicePrincipal",
    objectId: deployer.objectId,
    clientId: deployer.clientId,
    clientSecrets: [deployer.clientSecret],
  } as const;

  const byId = "/providers/microsoft.managementpartner/partners/123456";
  const withoutId = "/providers/microsoft.managementpartner/partners";

  const expectations: Expectations = {
    createSamePartner: {
      alreadyLinked: [[samePartner, "409 PartnerIdAlreadyLinked, 123456 v1"]],
      unchanged: [
        [samePartner, "200, 123456 v1"],
        [putOther, "409 PartnerIdAlreadyLinked, 123456 v1"],
      ],
    },
    alreadyLinked: {
      "409 PartnerIdAlreadyLinked": [[putOther, "409 PartnerIdAlreadyLinked, 123456 v1"]],
      "400 PartnerIdAlreadyLinked": [[putOther, "400 PartnerIdAlreadyLinked, 123456 v1"]],
      "409 Conflict": [[putOther, "409 Conflict, 123456 v1"]],
    },
    getUnlinked: {
      "404 NotFound": [
        [get, "404 NotFound, deleted v2"],
        [getNever, "404 NotFound, nothing"],
      ],
      "404 ResourceNotFound": [[get, "404 ResourceNotFound, deleted v2"]],
      "200 Deleted": [
        [get, "200, deleted v2"],
        [getNever, "404 NotFound, nothing"],
      ],
    },
    getOtherPartner: {
      "404 NotFound": [[getOther, "404 NotFound, 123456 v1"]],
      "400 BadRequest": [[getOther, "400 BadRequest, 123456 v1"]],
    },
    updateUnlinked: {
      "404 NotFound": [[patchUnlinked, "404 NotFound, deleted v2"]],
      "404 ResourceNotFound": [[patchUnlinked, "404 ResourceNotFound, deleted v2"]],
      "400 NotFound": [[patchUnlinked, "400 NotFound, deleted v2"]],
    },
    updateSamePartner: {
      unchanged: [[patchSame, "200, 123456 v1"]],
      newVersion: [[patchSame, "200, 123456 v2"]],
    },
    deleteUnlinked: {
      "404 NotFound": [[deleteUnlinked, "404 NotFound, deleted v2"]],
      "400 NotFound": [[deleteUnlinked, "400 NotFound, deleted v2"]],
      "200 OK": [[deleteUnlinked, "200, deleted v2"]],
      "204 NoContent": [[deleteUnlinked, "204, deleted v2"]],
    },
    deleteOtherPartner: {
      "404 NotFound": [[deleteOther, "404 NotFound, 123456 v1"]],
      "400 BadRequest": [[deleteOther, "400 BadRequest, 123456 v1"]],
      "200 kept": [[deleteOther, "200, 123456 v1"]],
      "200 deleted": [[deleteOther, "200, deleted v2"]],
    },
    unknownPartner: {
      "400 BadRequest": [
        [putUnknown, "400 BadRequest, nothing"],
        [patchGlobal, "400 BadRequest, 123456 v1"],
      ],
      "404 NotFound": [
        [putUnknown, "404 NotFound, nothing"],
        [patchGlobal, "404 NotFound, 123456 v1"],
      ],
    },
    invalidPartnerId: {
      "400 BadRequest": [[putInvalid, "400 BadRequest, nothing"]],
      "404 NotFound": [[putInvalid, "404 NotFound, nothing"]],
    },
    noAccount: {
      "400 BadRequest": [[withoutAccount, "400 BadRequest"]],
      "403 Forbidden": [[withoutAccount, "403 Forbidden"]],
      "401 Unauthorized": [[withoutAccount, "401 Unauthorized"]],
    },
    errorBody: {
      wrapped: [[keysOfError, "error"]],
      flat: [[keysOfError, "code message"]],
    },
    partnerName: {
      given: [[name, true]],
      absent: [[name, false]],
    },
    idOfGetWithoutId: {
      withPartnerId: [[idAndType, [byId, "Microsoft.ManagementPartner/partners"]]],
      withoutPartnerId: [
        [idAndType, [withoutId, "Microsoft.ManagementPartner/partner"]],
        [idById, byId],
      ],
    },
  };

  const cases = Object.entries(expectations).flatMap(([option, values]) =>
    Object.entries(values).flatMap(([value, checks]: [string, readonly [Check, unknown][]]) =>
      checks.map(([check, expected]) => ({ option, value, check, expected })),
    ),
  );

  describe("behaviour", () => {
    afterEach(() => {
      running().setBehaviour(defaultBehaviour);
    });

    it.each(cases)("answers as told when $option is $value: $expected", async ({ option, value, check, expected }) => {
      running().setBehaviour({ [option]: value });
      expect(await check()).toEqual(expected);
    });

    it("has the first value of each option as default", () => {
      expect(Object.entries(running().behaviour)).toEqual(
        Object.entries(behaviourTable).map(([option, { values }]) => [option, values[0]]),
      );
    });

    it.each([
      [{ getUnlinkd: "404 NotFound" }, /There is no behaviour "getUnlinkd"\. Known: createSamePartner, /],
      [{ getUnlinked: "418 Teapot" }, /"getUnlinked" cannot be "418 Teapot"\. Allowed: 404 NotFound, /],
    ])("refuses %j", async (behaviour, message) => {
      expect(() => {
        running().setBehaviour(behaviour as Partial<Behaviour>);
      }).toThrow(message);
      await expect(startEmulator({ behaviour: behaviour as Partial<Behaviour> })).rejects.toThrow(message);
    });
  });
});
