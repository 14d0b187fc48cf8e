import { json } from "../http";
import { shareEmulator } from "../running";
import {
  assign,
  atGroup,
  atSubscription,
  atWeb,
  estateWith,
  get,
  innerGroup,
  paths,
  production,
  roles,
} from "./directory";

describe("permissions", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it("have an entry for each role at the subscription or above, and none for roles below", async () => {
    running().setAccess(
      estateWith(
        assign(atSubscription(production), roles.auditor),
        assign(atGroup("platform"), roles.acrPull),
        assign(atGroup("landing"), roles.acrPull, { principalId: innerGroup }),
        assign(atWeb, roles.owner),
      ),
    );
    expect(json(await get(running(), paths.permissions(production)))).toEqual({
      value: [
        {
          actions: ["*/read"],
          notActions: ["microsoft.authorization/ROLEASSIGNMENTS/read"],
          dataActions: [],
          notDataActions: [],
        },
        {
          actions: ["Microsoft.ContainerRegistry/registries/pull/read"],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      ],
    });
  });
});
