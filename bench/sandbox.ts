import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { Clock } from "../sandbox/clock";
import { openSandbox } from "../sandbox/sandbox";
import { Records } from "../sandbox/store/records";
import { series } from "./series";
import type { Row } from "./table";

/** What one round measures of the sandbox. */
export interface SandboxRound {
  /** Events of the virtual clock a second, each of which plans the next one of its kind. */
  readonly events: number;
  /** Milliseconds for a creation in a file, each a transaction of its own, while there are few and many. */
  readonly few: number;
  readonly many: number;
}

/** What is shown of all rounds. */
export function sandboxRows(rounds: readonly SandboxRound[], { resources }: SandboxScale): Row[] {
  const [few, many] = [rounds.map((round) => round.few), rounds.map((round) => round.many)];
  const quotients = rounds.map((round) => round.many / round.few);
  const name = (tenth: number) => `sandbox, a creation in a file of ${(tenth * resources) / 10}`;
  return [
    {
      name: "sandbox, events of the virtual clock",
      unit: "/s",
      series: series(rounds.map((round) => round.events)),
      aim: "100000",
    },
    { name: name(1), unit: "ms", series: series(few) },
    {
      name: name(9),
      unit: "ms",
      series: series(many),
      ratio: series(quotients).median,
      aim: "within 1.2: linear",
    },
  ];
}

const SOURCES = 1000;
const NETWORK = "projects/sandbox-bench/global/networks/net-";

/** How much of each is done in a round. */
export interface SandboxScale {
  readonly events: number;
  readonly resources: number;
}

export function sandboxRound({ events, resources }: SandboxScale): SandboxRound {
  const folder = mkdtempSync(path.join(os.tmpdir(), "standby-bench-"));
  try {
    return { events: eventsPerSecond(events), ...creations(folder, resources) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Machines, checks and autoscalers plan their next event when one is over; so do these. */
function eventsPerSecond(events: number): number {
  const clock = new Clock(new Records());
  for (let source = 0; source < SOURCES; source++) {
    clock.schedule(source, "bench.tick", `source ${source}`);
  }
  let left = events;
  const begin = performance.now();
  clock.advanceTo(Number.MAX_SAFE_INTEGER, ({ about }) => {
    left -= 1;
    if (left >= SOURCES) clock.schedule(clock.now + 5000 + (left % 97), "bench.tick", about);
  });
  return events / ((performance.now() - begin) / 1000);
}

/** Each refers to one that was there before. The second tenth is compared with the last. */
function creations(folder: string, resources: number): Pick<SandboxRound, "few" | "many"> {
  const sandbox = openSandbox({ file: path.join(folder, "sandbox.jsonl"), kinds: [] });
  const times: number[] = [];
  for (let number = 0; number < resources; number++) {
    const begin = performance.now();
    sandbox.transact((cloud) =>
      cloud.create(
        {
          kind: "compute.Network",
          project: "sandbox-bench",
          location: "global",
          name: `net-${number}`,
        },
        number === 0 ? {} : { description: `${NETWORK}${number >> 1}`, routingMode: "GLOBAL" },
      ),
    );
    times.push(performance.now() - begin);
  }
  sandbox.close();
  const tenth = Math.floor(resources / 10);
  return { few: mean(times.slice(tenth, 2 * tenth)), many: mean(times.slice(-tenth)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
