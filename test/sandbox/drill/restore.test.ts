import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Entry, Journal } from "../../../recovery/execute/journal";
import { planForVerb, type Wanted } from "../../../recovery/plan/verb-plan";
import { changesOf } from "../../../sandbox/drill/drill";
import { lookAt, recover, type Recovery } from "../../../sandbox/drill/recover";
import { Stage } from "../../../sandbox/drill/stage";
import { eraseRows, rowsOf, write } from "../../../sandbox/kinds/sql/data";
import { instancesOf } from "../../../sandbox/kinds/sql/instance";
import { countRows } from "../../../sandbox/kinds/sql/rows";
import { durations } from "../../recovery/plan/fixtures";
import { loginsOf } from "./logins";
import { PROJECT } from "../../stacks/runs";

const STORE = "accounts-db";

/** The bank with a question that a restored copy has to answer. */
function bank(least: number): string {
  const text = readFileSync(path.join(PROJECT, "systems/online-bank.yaml"), "utf8");
  const checks = `    checks: [{ database: accounts, query: SELECT count(*), least: ${least} }]\n`;
  return text.replace("    databases: [accounts]\n", (line) => `${line}${checks}`);
}

/** The executor is killed: nothing after this is heard of. */
class Killed extends Error {
  override readonly name = "Killed";
}

// Each system is deployed once; what is done to it is done to copies of it.
describe.each(["cold", "hot"] as const)("a store that is restored, in %s", (standby) => {
  const folder = mkdtempSync(path.join(tmpdir(), "standby-restore-"));
  let stage: Stage;
  let at: string;

  beforeAll(async () => {
    const text = bank(50);
    stage = await Stage.open({ dir: PROJECT, text, folder, standby });
    await stage.clock.sleep(26 * 3_600_000); // a daily backup, from which the log can be replayed
    writeRows(stage, 1, 50);
    await stage.clock.sleep(60_000);
    at = new Date(stage.clock.now()).toISOString();
    await stage.clock.sleep(60_000);
    writeRows(stage, 51, 60);
    erase(stage, 1, 40);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("comes back as of the second that was asked for, beside what is there, and is handed over", async () => {
    const copy = stage.fork(path.join(folder, "hand-over"));
    const entries: Entry[] = [];
    const { left } = await run(copy, {}, entries);
    expect(left).toEqual([]);
    expect(rows(copy)).toEqual({ [name(1)]: 20, [name(2)]: 50 });
    expect(doors(copy)).not.toContain("ALLOW_DATA_API");
    const check = entries.find((entry) => "step" in entry && entry.step === "check" && entry.said);
    expect(check).toMatchObject({ said: expect.stringMatching(/^accounts: 50, [0-9a-f]{12}$/) });
    expect(await lookAt(copy, copy.topology())).toMatchObject({ lease: "free", frozen: false });
    expect(await changesOf(copy)).toEqual({ "us-central1": [], "us-east1": [] });
  }, 600_000);

  it("takes the place of what is there, and nothing that holds data is replaced or deleted", async () => {
    const copy = stage.fork(path.join(folder, "cut-over"));
    const before = instances(copy);
    const mayEnter = loginsOf(copy, name(1));
    const { left } = await run(copy, { cutOver: true });
    expect(left).toEqual([]);
    expect(before.filter((one) => !instances(copy).includes(one))).toEqual([]);
    expect(copy.topology().regions["us-central1"]?.instances[STORE]?.name).toBe(name(2));
    expect(rows(copy)).toMatchObject({ [name(1)]: 20, [name(2)]: 50 });
    expect(mayEnter).toEqual([expect.stringMatching(/^online-bank-accounts@/), "standby-admin"]);
    expect(loginsOf(copy, name(2))).toEqual(mayEnter);
    expect(settingsOf(copy, name(1))).toMatchObject({ activationPolicy: "NEVER" });
    expect(settingsOf(copy, name(2))).toMatchObject({ availabilityType: "REGIONAL" });
    expect(answer(copy)).toEqual([addressOf(copy, name(2))]);
    expect(await changesOf(copy)).toEqual({ "us-central1": [], "us-east1": [] });
    await copy.clock.sleep(3_600_000);
    expect(await lookAt(copy, copy.topology())).toMatchObject({
      lease: "free",
      databases: {
        [STORE]: {
          "us-central1": { name: name(2), role: "writer", state: "running" },
          ...(standby === "hot" ? { "us-east1": { role: "replica", state: "running" } } : {}),
        },
      },
    });
  }, 600_000);

  it("ends the same wherever it is killed and run again", async () => {
    const plan = planOf(stage, { cutOver: true });
    const end = await endOf("whole", async (copy) => void (await run(copy, { cutOver: true })));
    for (const step of plan.steps) {
      const found = await endOf(`killed-${step.id}`, async (copy) => {
        const entries: Entry[] = [];
        const before = copy.text;
        const killed = run(copy, { cutOver: true }, entries, { plan, before }, step.id);
        await expect(killed).rejects.toThrow("killed");
        await run(copy, { cutOver: true }, entries, { plan, before });
      });
      expect([step.id, found]).toEqual([step.id, end]);
    }
  }, 1_800_000);

  it("is refused by a check that the copy doesn't pass, and leaves what is there alone", async () => {
    const copy = stage.fork(path.join(folder, "check"));
    const plan = planOf(copy, { cutOver: true });
    const steps = plan.steps.map((step) =>
      step.action.kind === "sql.check"
        ? {
            ...step,
            action: { ...step.action, checks: [{ ...step.action.checks[0]!, least: 51 }] },
          }
        : step,
    );
    await expect(run(copy, {}, [], { plan: { ...plan, steps } })).rejects.toThrow(
      `check: ${name(2)} answers 50 to "SELECT count(*)"; a good copy has 51 at least`,
    );
    expect(doors(copy)).not.toContain("ALLOW_DATA_API");
    expect(settingsOf(copy, name(1))).toMatchObject({ activationPolicy: "ALWAYS" });
    expect(copy.topology().regions["us-central1"]?.instances[STORE]?.name).toBe(name(1));
  }, 600_000);

  function planOf(where: Stage, more: Partial<Wanted>) {
    const wanted: Wanted = { verb: "restore", store: STORE, at, ...more };
    const setting = { topology: where.topology(), durations };
    const { plan, problems } = planForVerb(setting, wanted, {} as never); // nothing of it is read
    if (!plan) throw new Error(problems.join("; "));
    return plan;
  }

  function run(
    where: Stage,
    more: Partial<Wanted>,
    entries: Entry[] = [],
    how: Partial<Recovery> = {},
    killedAfter?: string,
  ) {
    let isDead = false; // and stays so: nothing that a dead executor says is noted
    const journal: Journal = {
      entries,
      note: (entry) => {
        isDead ||= "step" in entry && entry.step === killedAfter && isOver(entry.did);
        if (isDead) throw new Killed("killed");
        entries.push(entry);
      },
    };
    return recover({ stage: where, plan: planOf(where, more), journal, poll: 60_000, ...how });
  }

  /** That the previews are empty is a step of the plan. */
  async function endOf(called: string, work: (copy: Stage) => Promise<void>) {
    const copy = stage.fork(path.join(folder, called));
    await work(copy);
    return {
      described: copy.text,
      names: instances(copy).sort(),
      rows: rows(copy),
      answer: answer(copy).length,
      lease: (await lookAt(copy, copy.topology())).lease,
    };
  }
});

function isOver(did: string): boolean {
  return did === "done" || did === "skipped";
}

function name(generation: number): string {
  return `online-bank-${STORE}-us-central1-${generation}`;
}

function all(stage: Stage) {
  return stage.sandbox.transact((cloud) => instancesOf(cloud, "sandbox-drill"));
}

function instances(stage: Stage): string[] {
  return all(stage).map((one) => one.name);
}

function settingsOf(stage: Stage, of: string) {
  return all(stage).find((one) => one.name === of)?.properties["settings"];
}

function doors(stage: Stage): unknown[] {
  return all(stage).map(
    ({ properties }) => (properties["settings"] as Record<string, unknown>)["dataApiAccess"],
  );
}

function rows(stage: Stage): Record<string, number> {
  return stage.sandbox.transact((cloud) =>
    Object.fromEntries(
      instancesOf(cloud, "sandbox-drill")
        .filter((one) => one.location === "us-central1")
        .map((one) => [one.name, countRows(rowsOf(one, cloud))]),
    ),
  );
}

function writeRows(stage: Stage, from: number, to: number): void {
  stage.sandbox.transact((cloud) => {
    const writer = instancesOf(cloud, "sandbox-drill").find((one) => one.name === name(1))!;
    for (let row = from; row <= to; row += 1) write(writer, row, cloud);
  });
}

function erase(stage: Stage, from: number, to: number): void {
  stage.sandbox.transact((cloud) => {
    const writer = instancesOf(cloud, "sandbox-drill").find((one) => one.name === name(1))!;
    eraseRows(writer, { from, to }, cloud);
  });
}

/** What the writer's name of the home region leads to. */
function answer(stage: Stage): unknown[] {
  return stage.sandbox.transact((cloud) => {
    const record = [...cloud.all("dns.RecordSet")].find(({ properties }) =>
      (properties["name"] as string).startsWith(`${STORE}.us-central1.`),
    );
    return (record?.properties["rrdatas"] ?? []) as unknown[];
  });
}

function addressOf(stage: Stage, of: string): unknown {
  const properties = all(stage).find((one) => one.name === of)?.properties;
  const addresses = properties?.["ipAddresses"] as { ipAddress: string }[] | undefined;
  return addresses?.[0]?.ipAddress;
}
