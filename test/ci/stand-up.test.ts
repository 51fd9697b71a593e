import { readFileSync } from "node:fs";
import path from "node:path";
import { CORPUS } from "../policy/gate/corpus";
import { StandIns } from "./stand-ins";
import { jobOf, runJob } from "./workflow";

jest.setTimeout(120_000);

const here = new StandIns();
afterAll(() => here.remove());

it("stand-up-dr.yml deploys dr alone, and says what comes next", async () => {
  here.command("gcloud", `echo "matched no objects" >&2; exit 1`);
  const preview = path.join(CORPUS, "online-bank.new-image.dr.json");
  here.command("pulumi", `case $1 in preview) cat "${preview}" ;; esac`);
  const given = {
    "vars.STATE_BACKEND": "gs://s",
    "vars.LEASE_BUCKET": "l",
    "vars.EXPORT_BUCKET": "",
  };
  const summary = path.join(here.folder, "summary");
  const done = await runJob(jobOf("stand-up-dr.yml", "dr"), given, (command, env) =>
    here.shell(command, { ...env, GITHUB_STEP_SUMMARY: summary }),
  );
  expect(done.map(({ code }) => code)).toEqual([0, 0]);
  expect(here.calls().filter((call) => call.startsWith("pulumi up"))).toEqual([
    "pulumi up --stack dr --refresh --yes --skip-preview --non-interactive --color never",
  ]);
  expect(readFileSync(summary, "utf8")).toContain("set its state to standing");
});
