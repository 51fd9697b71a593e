import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleOf } from "../../../report/bundle/files";
import { plansOf } from "../../../recovery/plan/plans-of";
import { around } from "../../../recovery/runbook/then";
import { runbookText } from "../../../report/runbook";
import { MODES, setting } from "../../recovery/plan/fixtures";
import { commandsIn, faults } from "./known-commands";

const SYSTEMS = ["online-bank", "click-travel", "shop-smart", "api-platform"];
const CASES = SYSTEMS.flatMap((system) => MODES.map((mode) => [system, mode] as const));
const origin = { text: "name: as described\n", on: "2026-11-21", revision: "abc" };
const hasShellcheck = spawnSync("shellcheck", ["--version"]).status === 0;

describe("the folder for when all else is gone", () => {
  it.each(CASES)("prints no command that gcloud doesn't have, for %s in %s", (system, mode) => {
    const files = Object.values(bundleOf(setting(system, mode), origin));
    const commands = files.flatMap(commandsIn);
    expect(commands.length).toBeGreaterThan(20);
    expect([...new Set(commands.flatMap(faults))]).toEqual([]);
  });

  it("is found out when it prints one", () => {
    expect(faults("gcloud sql instances promote-replica x --now")).toEqual([
      "gcloud sql instances promote-replica: --now",
    ]);
    expect(faults("gcloud sql instances explode x")).toEqual([
      "gcloud sql instances explode x: not listed",
    ]);
  });

  it.each(CASES)("has a script that a shell and shellcheck take, for %s in %s", (system, mode) => {
    const folder = mkdtempSync(path.join(tmpdir(), "standby-bundle-"));
    try {
      const bundle = bundleOf(setting(system, mode), origin);
      const scripts = Object.entries(bundle).filter(([name]) => name.endsWith(".sh"));
      expect(scripts.map(([name]) => name)).toHaveLength(1);
      for (const [name, text] of scripts) {
        const file = path.join(folder, name);
        writeFileSync(file, text);
        expect(spawnSync("bash", ["-n", file], { encoding: "utf8" }).stderr).toBe("");
        if (!hasShellcheck) continue;
        expect(spawnSync("shellcheck", [file], { encoding: "utf8" }).stdout).toBe("");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is the same whenever it is written anew, and names people and limits", () => {
    const [one, other] = [0, 1].map(() => bundleOf(setting("online-bank", "cold"), origin));
    expect(one).toEqual(other);
    expect(one?.["contacts.md"]).toContain("web-team");
    expect(one?.["README.md"]).toContain("import it before its stack is deployed");
    expect(one?.["system.yaml"]).toBe(origin.text);
  });
});

describe("every runbook", () => {
  it.each(CASES)("has a sentence for every step, and no other, for %s in %s", (system, mode) => {
    const given = setting(system, mode);
    for (const plan of plansOf(given)) {
      const text = runbookText(plan, around(given.topology, plan));
      const headings = [...text.matchAll(/^## \d+\. (.*)$/gm)].map(([, title]) => title);
      expect(headings).toEqual(plan.steps.map(({ title }) => title));
      const count = (like: RegExp) => [...text.matchAll(like)].length;
      expect(count(/^Done when /gm)).toBe(plan.steps.length);
      expect(count(/^To undo: /gm)).toBe(plan.steps.length);
      expect(count(/^Takes /gm)).toBe(plan.steps.length);
      expect(text).not.toContain("undefined");
    }
  });

  it("gives a command or a reason for whatever changes something", () => {
    const silent = new Set<string>();
    for (const [system, mode] of CASES) {
      const given = setting(system, mode);
      for (const plan of plansOf(given)) {
        const parts = runbookText(plan, around(given.topology, plan)).split(/^## /m).slice(1);
        plan.steps.forEach(({ action, reversal }, index) => {
          const changes = reversal.by !== "no effect" && action.kind !== "wait";
          if (changes && !parts[index]?.includes("Command:")) silent.add(action.kind);
        });
      }
    }
    // A person edits a file.
    expect([...silent].sort()).toEqual(["describe"]);
  });
});
