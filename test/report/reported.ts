import { readFileSync } from "node:fs";
import path from "node:path";
import type { Bill } from "../../assessment/cost/bill";
import { byMode } from "../../assessment/cost/by-mode";
import { compared } from "../../assessment/cost/compared";
import { availabilityOfSystem } from "../../assessment/availability/findings";
import { readIncidents } from "../../assessment/availability/incident-log";
import { assess } from "../../assessment/assess";
import { priced } from "../../assessment/fix/priced";
import { findFixes } from "../../assessment/fix/search";
import { plansOf } from "../../recovery/plan/plans-of";
import type { Reported } from "../../report/sections/reported";
import { AWAY, beliefs } from "../assessment/availability/beliefs";
import { there } from "../topology/fixtures";

export const SYSTEMS = ["online-bank", "click-travel", "shop-smart", "api-platform"];

export const LOG = `
- { at: 2026-04-03, lasts: 37 minutes, what: the database restarted }
- { at: 2026-04-20, lasts: 15 minutes, what: "a <b>bad</b> release of web", of: web }
- { at: 2026-09-12, lasts: 2 hours, what: a window, share: 50 %, planned: true }
`;

/**
 * What a report of a shipped system is made of. Bills and survival are written by hand: they come
 * from previews of whole stacks, which take too long here.
 */
export function reported(system: string, log?: string): Reported {
  const believed = beliefs(system, { [`regions.${AWAY[system]}.state`]: "standing" });
  const file = `systems/${system}.yaml`;
  const evidence = { drills: [], today: "2026-11-21" };
  const assessment = assess(believed, evidence);
  return {
    beliefs: believed,
    assessment,
    fixes: priced(
      findFixes(believed, evidence, assessment.findings, {
        beliefs: believed,
        ...availabilityOfSystem(believed),
      }),
      new Map(),
    ),
    described: { file, text: readFileSync(path.join(__dirname, "../..", file), "utf8") },
    plans: plansOf(believed),
    survival: {
      ...{ system, tried: 40, unnoticed: 20, ends: 2, idle: [] },
      hits: [
        {
          ...{ loss: { kind: "zone", name: "us-central1-a" }, what: "analytics" },
          ...{ outcome: "doesn't survive", because: "it has no other zone" },
        },
        {
          ...{ loss: { kind: "project", name: "the Google Cloud project" }, what: system },
          ...{ outcome: "doesn't survive", because: "every stack is in it", accepted: "a reason" },
        },
        {
          ...{ loss: { kind: "region", name: "us-central1" }, what: "accounts" },
          ...{ outcome: "survives by recovery", because: "failover" },
        },
      ],
    },
    costs: {
      system,
      modes: byMode(
        [
          ["cold", bill(2_000, 30)],
          ["warm", bill(2_000, 900)],
          ["hot", bill(2_000, 2_100)],
        ],
        bill(2_000, 0),
      ),
      shapes: compared(
        [
          { name: "one zone", beliefs: believed, bill: bill(1_000, 0) },
          { name: "several regions, hot", beliefs: believed, bill: bill(2_000, 2_100) },
        ],
        Object.keys(believed.topology.services),
        { perHour: 1_000 },
      ),
    },
    today: evidence.today,
    ...(log === undefined ? {} : { incidents: there(readIncidents(log).incidents) }),
  };
}

function bill(home: number, other: number): Bill {
  const price = { sku: "x", unit: "hour", usd: 1, asOf: "2026-11-21", source: "a test" } as const;
  const item = (stack: string, usd: number) => ({
    ...{
      urn: `${stack}::x`,
      stack,
      component: `Database ${stack}`,
      what: "vCPU",
      unit: price.unit,
    },
    ...{ quantity: usd, usd, price: { ...price, basis: "vendor" as const } },
  });
  const unpriced = { urn: "prod::a:b:Bucket::x", stack: "prod", component: "x", what: "objects" };
  return {
    items: [item("prod", home), item("dr", other)],
    unpriced: [{ ...unpriced, because: "no size is described" }],
  };
}
