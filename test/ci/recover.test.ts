import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { cleanClone, git } from "./clean-clone";
import { StandIns } from "./stand-ins";

jest.setTimeout(120_000);

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
afterAll(() => here.remove());

const bucket = path.join(here.folder, "lease/runs/bank");
mkdirSync(bucket, { recursive: true });
const kept = () => readdirSync(bucket).sort();
const recover = () =>
  here.run(".ci/recover", ["failover", "us-east1", "bank", "bank"], { LEASE_BUCKET: "lease" });

/** A folder is the bucket, and `node` a recovery that is cut off first and goes on with its plan. */
here.command(
  "gcloud",
  `at() { echo "\${1/"gs://"/${here.folder}/}"; }
case "$2" in cp) cp "$(at "$3")" "$(at "$4")" ;; rm) rm "$(at "$3")" ;; esac`,
);
here.command(
  "node",
  `[[ "$*" = *--yes* ]] || exit 0
own=.standby/recovery/bank
if [ -e $own/plan.json ]; then
  cat $own/journal.jsonl; rm $own/plan.json; sed -i 's/^primary: .*/primary: us-east1/' systems/online-bank.yaml
else
  echo plan > $own/plan.json; echo done-one >> $own/journal.jsonl; exit 1
fi`,
);

/** One recovery: each test goes on where the one before it ended. */
describe(".ci/recover", () => {
  it.each([
    [["failback", "us-east1", "bank", "bank"], `"failback" is not switchover or failover`],
    [
      ["failover", "us-east1", "bank", "benk"],
      `"benk" is not "bank"; type the system's name to go on`,
    ],
  ])("refuses %j", async (args, says) => {
    expect(await here.run(".ci/recover", args)).toEqual({ code: 2, out: `${says}\n` });
  });

  it("keeps its plan and its journal where another machine finds them", async () => {
    expect(await recover()).toMatchObject({ code: 1 });
    expect(kept()).toEqual(["journal.jsonl", "plan.json"]);
    expect(readFileSync(path.join(clone, ".standby/described.patch"), "utf8")).toBe("");
  });

  it("goes on with them there, and leaves what it described as a patch", async () => {
    rmSync(path.join(clone, ".standby"), { recursive: true });
    const { code, out } = await recover();
    expect({ code, out }).toEqual({ code: 0, out: "done-one\n" });
    expect(kept()).toEqual([]);
    const patch = path.join(clone, ".standby/described.patch");
    expect(readFileSync(patch, "utf8")).toContain("+primary: us-east1");
    git(clone, "checkout", "--quiet", "--", ".");
    git(clone, "apply", "--index", patch);
  });

  it("keeps nothing anywhere without a bucket", async () => {
    rmSync(path.join(clone, ".standby"), { recursive: true });
    const args = ["failover", "us-east1", "bank", "bank"];
    expect(await here.run(".ci/recover", args)).toMatchObject({ code: 1 });
    expect(kept()).toEqual([]);
    expect(existsSync(path.join(clone, ".standby/recovery/bank/plan.json"))).toBe(true);
  });
});
