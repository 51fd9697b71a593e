import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { primaryLoss } from "../../../recovery/plan/region-loss";
import { around } from "../../../recovery/runbook/then";
import { scriptOf } from "../../../report/bundle/script";
import { MODES, setting } from "../../recovery/plan/fixtures";

// It shows how the script asks, waits and goes on. That gcloud does what the stand-in does, it can't.
describe.each(MODES)(
  "the script that fails over with gcloud alone, in %s, the home region refusing",
  (mode) => {
    const bank = setting("online-bank", mode);
    /** What makes a writer of the other region: in cold there is nothing to promote. */
    const makes = mode === "cold" ? "backups restore" : "promote-replica";
    const plan = primaryLoss(bank, "us-east1");
    const consents = [
      "sandbox-test",
      "I decide: give us-central1 up and write in us-east1, with the loss that is stated",
      "yes",
    ];
    let folder: string;
    const cloud = () => path.join(folder, "cloud");
    const log = () => readFileSync(path.join(cloud(), "log"), "utf8").trim().split("\n");

    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), "standby-script-"));
      mkdirSync(cloud());
      writeFileSync(path.join(folder, "failover.sh"), scriptOf(plan, around(bank.topology, plan)));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function run(answers: readonly string[]) {
      const env = {
        ...process.env,
        PATH: `${path.join(__dirname, "stand-in")}:${process.env["PATH"] ?? ""}`,
        STAND_IN: cloud(),
        STANDBY_POLL: "0",
        STANDBY_PROGRESS: path.join(folder, "progress"),
      };
      const input = answers.map((answer) => `${answer}\n`).join("");
      return spawnSync("bash", ["failover.sh"], {
        ...{ cwd: folder, env, input },
        ...{ encoding: "utf8", timeout: 10_000 },
      });
    }

    it("does every step, once, and says what is left", () => {
      const { status, stderr } = run(consents);
      expect([status, stderr.includes("Users are served again")]).toEqual([0, true]);
      expect(stderr).toContain("standby failover us-east1 --primary-is-lost");
      expect(readFileSync(path.join(cloud(), "dns"), "utf8")).toBe(
        "accounts-db.us-east1.online-bank.internal.\n",
      );
      expect(log().filter((line) => line.includes(makes))).toHaveLength(1);
      const made = log().filter((line) => line.startsWith("sql instances create"));
      expect(made).toHaveLength(mode === "cold" ? 1 : 0);
      expect(existsSync(path.join(cloud(), "address"))).toBe(mode === "cold");
      expect(readdirSync(cloud()).filter((name) => name.startsWith("fence-"))).toHaveLength(2);
    }, 90_000);

    it("changes nothing without the very words", () => {
      expect(run(["yes"]).status).toBe(1);
      expect(run([]).status).toBe(1);
      expect(run(["sandbox-test", "I decide"]).status).toBe(1);
      expect(log().filter((line) => !/ list /.test(line))).toEqual([]);
    }, 90_000);

    it("does nothing while somebody else holds the lease", () => {
      writeFileSync(path.join(cloud(), "lease"), '{"holder":"another","since":"","plan":""}');
      const { stderr } = run(consents);
      expect(stderr).toContain("it failed (1 times so far)");
      expect(log().filter((line) => /update|promote|patch|create|restore/.test(line))).toEqual([]);
    }, 90_000);

    it("goes on where it was stopped, and does nothing twice", () => {
      expect(run(consents.slice(0, 2)).status).toBe(1);
      const before = log().filter((line) => line.includes(makes));
      expect(before).toHaveLength(1);
      expect(run(["sandbox-test", "yes"]).status).toBe(0);
      expect(log().filter((line) => line.includes(makes))).toEqual(before);
      expect(log().filter((line) => line.startsWith("storage cp lease"))).toHaveLength(1);
    }, 90_000);
  },
);
