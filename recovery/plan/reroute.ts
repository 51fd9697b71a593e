import { publicServices } from "../../topology/services";
import type { Topology } from "../../topology/model";
import type { Plan } from "../model";
import { closing, describe, opening } from "./bracket";
import { deploy } from "./deploy";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { declared, known, type Setting } from "./setting";

/** What users come in by, and the way that is left when it fails. */
const WAYS = {
  /** CDN and inspection: users are sent past them, straight to the load balancer. */
  front: { what: "the CDN and WAF", through: "bypass" },
  /** The load balancer itself: users are sent to a region's own. */
  "load-balancer": { what: "the global load balancer", through: "backup" },
} as const;

type Way = keyof typeof WAYS;

/** Caches of the domain's name hold it for so long, in seconds (components/edge-record.ts declares it). */
export const ROUTE_TTL = 30;

/** The ways in that there is a way around now. */
export function waysIn({ edge }: Topology): readonly Way[] {
  if (!edge) return [];
  const ways = { front: edge.route === "front", "load-balancer": edge.route !== "backup" };
  const hasBackup = edge.backups.length > 0;
  return (["front", "load-balancer"] as const).filter(
    (way) => ways[way] && (way === "front" || hasBackup),
  );
}

export function isWayIn(name: string): name is Way {
  return name in WAYS;
}

/** What users come in by is down or wrongly configured: one edit sends them past it. */
export function reroute(setting: Setting, way: Way): Plan {
  const { topology } = setting;
  const { what, through } = WAYS[way];
  const { home } = topology;
  const stack = deploy(setting, home, `Deploy ${home}'s stack: the domain leads past ${what}`, [
    "write-description",
  ]);
  const restores = publicServices(topology).map(({ name }) => name);
  return {
    system: topology.system.name,
    verb: "reroute",
    event: "dependency-loss",
    of: way,
    title: `${what} fails: users come in by the ${through}`,
    detection: noticed(setting, way),
    steps: inOrder([
      evidence(setting, what),
      decision(setting, `send users past ${what}, by the ${through}`),
      ...opening(setting),
      describe(setting, { "edge.route": through }, ["freeze-deployments"]),
      stack,
      {
        id: "route",
        title: `Wait until users come in by the ${through}`,
        needs: [stack.id],
        action: { kind: "wait", for: `the ${through}` },
        done: { is: "route", through },
        reversal: {
          by: { kind: "describe", edits: { "edge.route": topology.edge?.route ?? "front" } },
        },
        takes: [
          known(
            setting,
            "propagate",
            "dns.change",
            "the domain",
            "the name servers take the change",
          ),
          {
            ...declared("propagate", ROUTE_TTL, "the domain", "caches of the old answer"),
            best: 0,
          },
        ],
        restores,
      },
      ...closing(setting, { after: ["route"], stacks: [home] }),
    ]),
    loss: {},
    obligations: [
      {
        title: `Send users through ${what} again when it works`,
        because: "until then nothing caches and inspects, or one region takes all of them",
      },
    ],
  };
}
