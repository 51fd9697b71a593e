import { readFileSync } from "node:fs";
import path from "node:path";
import { recoverCommand } from "../../cli/recover";
import { upCommand } from "../../cli/up";
import { statusCommand } from "../../cli/status";
import { assessCommand } from "../../cli/assess";
import { bundleCommand } from "../../cli/bundle";
import { drillCommand } from "../../cli/drill";
import { planCommand, runbookCommand } from "../../cli/plan";
import { COMMANDS } from "../../recovery/plan/verb-plan";
import { recoveryBucketName } from "../../topology/naming";

const PAGE = readFileSync(path.join(__dirname, "../../docs/recovery.md"), "utf8");
const COMMANDS_THERE = [
  ...COMMANDS.map(recoverCommand),
  statusCommand(),
  planCommand(),
  runbookCommand(),
  assessCommand(),
  bundleCommand(),
  drillCommand(),
  upCommand(),
];

/** Every `standby …` that the page quotes. */
const QUOTED = [...PAGE.matchAll(/`standby ([^`]+)`|^\$ standby (.+)$/gm)].map(
  ([, inline, block]) => (inline ?? block ?? "").split(" "),
);

describe("the operator's page", () => {
  it("quotes commands that are there, with flags that they have", () => {
    expect(QUOTED.length).toBeGreaterThan(9);
    for (const [name, ...words] of QUOTED) {
      const command = COMMANDS_THERE.find((one) => one.name() === name);
      expect([name, command?.name()]).toEqual([name, name]);
      const known = command?.options.map(({ long }) => long) ?? [];
      for (const flag of words.filter((word) => word.startsWith("--"))) {
        expect(known).toContain(flag);
      }
    }
  });

  it("names every verb, and every flag by which a refusal is overruled", () => {
    const names = QUOTED.map(([name]) => name);
    for (const verb of COMMANDS) expect(names).toContain(verb);
    const overruling = recoverCommand("failover").options.filter(
      ({ long }) => long === "--primary-is-lost" || long === "--accept-unknown-loss",
    );
    expect(overruling).toHaveLength(2);
    for (const { long } of overruling) expect(PAGE).toContain(`\`${long}\``);
  });

  it("says where the lease is", () => {
    const bucket = recoveryBucketName({ project: "<project>", system: "<system>" });
    expect(PAGE).toContain(`\`${bucket}\``);
    expect(PAGE).toContain("`lease.json`");
  });
});
