import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openJournal } from "../../../recovery/execute/journal";
import { verdictOf } from "../../../report/drill";
import { drill } from "../../../sandbox/drill/drill";
import { Stage } from "../../../sandbox/drill/stage";
import { durations } from "../../recovery/plan/fixtures";
import { PROJECT } from "../../stacks/runs";
import { loginsOf } from "./logins";

// Both stacks are deployed for each: minutes. Hot is in region-loss.test.ts, which runs every time.
describe("the loss of the bank's primary region", () => {
  const text = readFileSync(path.join(PROJECT, "systems/online-bank.yaml"), "utf8");

  it.each([
    ["warm", 1],
    ["cold", 24 * 3600],
  ] as const)(
    "ends within its own prediction and leaves nothing to be adopted, in %s",
    async (standby, most) => {
      const folder = mkdtempSync(path.join(tmpdir(), "standby-drill-"));
      try {
        const stage = await Stage.open({ dir: PROJECT, text, folder, standby });
        const journal = openJournal(path.join(folder, "journal.jsonl"));
        const happened = { event: "region-loss" } as const;
        const { measured, losses, changes } = await drill({ stage, durations, journal, happened });
        // Whether the mode meets the objectives is another question: only hot shall.
        const strange = measured.filter(
          ({ of, what, measured: seconds, predicted }) =>
            verdictOf({ of, what, measured: seconds, ...(predicted ? { predicted } : {}) }) !==
            undefined,
        );
        expect(strange).toEqual([]);
        const { rows = [] } = losses.find(({ store }) => store === "accounts-db") ?? {};
        const lost = rows.map(({ from, to }) => to - from + 1);
        expect(lost.length).toBeGreaterThan(0);
        expect(Math.max(...lost)).toBeLessThanOrEqual(most);
        expect(changes).toEqual({ "us-central1": [], "us-east1": [] });
        // What writes now lets the application in, whether it was a replica or came from a backup.
        const writer = stage.topology().regions["us-east1"]?.instances["accounts-db"]?.name ?? "";
        expect(loginsOf(stage, writer)).toEqual([
          expect.stringMatching(/^online-bank-accounts@/),
          "standby-admin",
        ]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    1_800_000,
  );
});
