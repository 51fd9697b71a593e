import type { Cloud } from "../../../sandbox/cloud";
import { there } from "../../topology/fixtures";
import { bringBack, carry, changes, lose, Stages } from "./carry";
import { loginsOf } from "./logins";

jest.setTimeout(900_000);

const [HOME, OTHER] = ["us-central1", "us-east1"];

// A backup is as old as a day; what was declared since is in the lost region's stack alone.
describe("a login that is younger than the newest backup", () => {
  const stages = new Stages();
  afterAll(() => stages.remove());

  it("is on the new writer after a failover in cold, and the stacks agree", async () => {
    const stage = await stages.open("online-bank", { standby: "cold" });
    await stage.clock.sleep(26 * 3_600_000);
    stage.sandbox.transact(declareAnew);
    await lose(stage, HOME);
    await carry(stage, { verb: "failover", region: OTHER });
    const writer = stage.topology().regions[OTHER]?.instances["accounts-db"]?.name ?? "";
    expect(loginsOf(stage, writer)).toEqual([
      expect.stringMatching(/^online-bank-accounts@/),
      "standby-admin",
    ]);
    expect(await changes(stage, [HOME])).toEqual([]);
    await bringBack(stage, HOME);
    expect((await changes(stage)).filter((line) => line.includes("User"))).toEqual([]);
  });
});

/** The service's login, as if it had been declared only now. */
function declareAnew(cloud: Cloud): void {
  const login = there([...cloud.all("sql.User")].find(({ name }) => name.includes("accounts@")));
  const { kind, project, location, name, properties } = login;
  cloud.delete(login);
  cloud.settle();
  cloud.create({ kind, project, location, name }, properties);
  cloud.settle();
}
