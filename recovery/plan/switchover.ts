import { groupsThere } from "../../topology/backend-links";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";
import type { Loss, Plan, Step } from "../model";
import { closing, describe, opening } from "./bracket";
import { backups, firstBackup, type Moving, moving, settle, swap } from "./database";
import { nothing } from "./loss";
import { inOrder } from "./order";
import { decision, evidence } from "./people";
import type { Setting } from "./setting";
import { close, grow, hardNeeds, open } from "./traffic";

/** The topology in which another standing region is the primary. */
export function withPrimary({ system, naming }: Topology, to: string): Topology {
  return buildTopology({ ...system, primary: to }, naming.project);
}

/** Both regions work and swap their roles: nothing is lost, and users notice the databases' pause alone. */
export function switchover(setting: Setting, to: string): Plan {
  const { topology: now } = setting;
  const then = withPrimary(now, to);
  const from = now.primary;
  const moved = moving(now, then, to);
  const steps = [
    evidence(setting, `${from} and ${to}`),
    decision(setting, `move the writes from ${from} to ${to}, now`),
    ...opening(setting),
    ...grown(setting, then, to),
    ...moved.flatMap((one) => database(setting, then, one)),
    ...opened(setting, then, to),
    ...closed(setting, then, from),
  ];
  const works = steps
    .filter(({ action }) => /^(backend|dns)\./.test(action.kind))
    .map(({ id }) => id);
  const after = works.length > 0 ? works : ["freeze-deployments"];
  return {
    system: now.system.name,
    verb: "switchover",
    of: to,
    title: `${to} takes over from ${from}, both healthy`,
    detection: [],
    steps: inOrder([
      ...steps,
      describe(setting, { primary: to }, after),
      ...closing(setting, {
        after: ["write-description"],
        stacks: [to, now.home, from],
        brings: true,
        beside: backups(moved),
      }),
    ]),
    loss: Object.fromEntries(moved.map(({ database: { name } }) => [name, caughtUp(name)])),
    obligations: [],
  };
}

function caughtUp(store: string): Loss {
  const page = "https://docs.cloud.google.com/sql/docs/postgres/use-advanced-disaster-recovery";
  return nothing(store, "the replica catches up before it writes", page, "2026-11-21");
}

/** The new region is complete and healthy before any writer moves. */
function grown(setting: Setting, then: Topology, to: string): Step[] {
  const now = groupsThere(setting.topology.regions[to]);
  return Object.values(groupsThere(then.regions[to])).flatMap((group) =>
    grow(setting, now[group.service], group, ["freeze-deployments"]),
  );
}

function database(setting: Setting, then: Topology, moved: Moving): readonly Step[] {
  const region = moved.instance.region;
  const users = Object.keys(groupsThere(then.regions[region])).filter((service) =>
    hardNeeds(then, service).stores.includes(moved.database.name),
  );
  const ready = users.map((service) => `healthy-${service}-in-${region}`);
  const switched = swap(setting, moved, ["freeze-deployments", ...ready]);
  return [switched, ...settle(setting, moved, switched.id), firstBackup(setting, moved)];
}

function opened(setting: Setting, then: Topology, to: string): Step[] {
  return changed(setting, then, to, 1).map((service) =>
    open(setting, service, to, [
      `healthy-${service}-in-${to}`,
      ...hardNeeds(then, service)
        .stores.filter((store) => then.databases[store])
        .map((store) => `point-${store}`),
    ]),
  );
}

/** Closed only when the other region is open: at no moment may a service have none. */
function closed(setting: Setting, then: Topology, from: string): Step[] {
  return changed(setting, then, from, 0).map((service) => {
    const elsewhere = then.services[service]?.backends.find(
      ({ capacityScaler }) => capacityScaler === 1,
    );
    const needs = elsewhere ? [`open-${service}-in-${elsewhere.region}`] : ["freeze-deployments"];
    return close(setting, service, from, needs);
  });
}

/** Services whose capacity in a region becomes this one. */
function changed(
  { topology: now }: Setting,
  then: Topology,
  region: string,
  capacity: 0 | 1,
): string[] {
  const scalerIn = (topology: Topology, service: string) =>
    topology.services[service]?.backends.find((backend) => backend.region === region)
      ?.capacityScaler;
  return Object.keys(then.services).filter(
    (service) => scalerIn(then, service) === capacity && scalerIn(now, service) === 1 - capacity,
  );
}
