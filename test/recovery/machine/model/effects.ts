import type { Action } from "../../../../recovery/action";
import {
  type Cloud,
  type Instance,
  isReached,
  isWritable,
  isWriter,
  traffic,
  withAt,
  withIn,
} from "./cloud";
import { other, type Place, placeOf, type Plans, REGIONS } from "./plans";

/** What an action makes of the cloud; nothing: it can't be carried out now; or what must never be. */
export type Effect = Cloud | undefined | { readonly wrong: string };

export function isWrong(effect: Effect): effect is { readonly wrong: string } {
  return effect !== undefined && "wrong" in effect;
}

export function effect(
  action: Action,
  cloud: Cloud,
  plans: Plans,
  operator: number,
  plan: string,
): Effect {
  switch (action.kind) {
    case "lease.take":
      return cloud.lease === 2 || cloud.lease === operator
        ? { ...cloud, lease: operator, leasePlan: plan }
        : undefined;
    case "lease.release":
      return { ...cloud, lease: cloud.lease === operator ? 2 : cloud.lease, leasePlan: "" };
    case "deployments.freeze":
      return { ...cloud, frozen: true };
    case "deployments.thaw":
      return { ...cloud, frozen: false };
    case "backend.open":
    case "backend.close":
    case "backend.remove":
      return backend(action, cloud, plans);
    case "fence.close":
    case "fence.open": {
      const closed = action.kind === "fence.close";
      return { ...cloud, fenced: withAt(cloud.fenced, placeOf(action.region), closed) };
    }
    case "sql.failover":
    case "sql.promote":
    case "sql.switchover":
    case "sql.restore":
    case "sql.stop":
      return database(action, cloud, plans);
    case "dns.writer": {
      const [store, at] = [plans.stores.indexOf(action.store), placeOf(action.region)];
      return { ...cloud, names: withAt(cloud.names, store, at) };
    }
    case "describe":
      return { ...cloud, description: plans.edited(cloud.description, action.edits) };
    case "pulumi.up":
      return deployed(cloud, plans, placeOf(action.region), action.global === true);
    default:
      return cloud;
  }
}

function backend(
  action: Extract<Action, { service: string; region: string }>,
  cloud: Cloud,
  plans: Plans,
): Effect {
  const [service, at] = [plans.services.indexOf(action.service), placeOf(action.region)];
  const opens = action.kind === "backend.open";
  const listed = action.kind === "backend.remove" ? false : (cloud.listed[service]?.[at] ?? false);
  const next = {
    ...cloud,
    open: withIn(cloud.open, service, at, opens),
    listed: withIn(cloud.listed, service, at, opens || listed),
  };
  return opens ? checkOpened(cloud, next, plans) : next;
}

/** Users may be sent only to where what a service can't do without can be written to. */
function checkOpened(before: Cloud, after: Cloud, plans: Plans): Effect {
  const accounts = plans.services.indexOf("accounts"); // the one that needs the databases
  const opened = ([0, 1] as const).find(
    (at) => after.open[accounts]?.[at] && !before.open[accounts]?.[at],
  );
  const store = plans.stores.findIndex((_, index) => !isWritable(after, index));
  // Opening for a region that is gone sends nobody anywhere.
  if (opened === undefined || store < 0 || !after.up[opened]) return after;
  return {
    wrong: `accounts is opened in ${REGIONS[opened]} while ${plans.stores[store]} can't be written to`,
  };
}

function database(
  action: Extract<Action, { store: string; instance: string }>,
  cloud: Cloud,
  plans: Plans,
): Effect {
  const row = plans.stores.indexOf(action.store);
  const at: Place = action.instance.includes(REGIONS[0]) ? 0 : 1;
  const here = cloud.instances[row]?.[at];
  const there = cloud.instances[row]?.[other(at)];
  const put = (mine: Instance, others = there): Cloud => ({
    ...cloud,
    instances: withAt(cloud.instances, row, at === 0 ? [mine, others!] : [others!, mine]),
  });
  if (!cloud.up[at]) return undefined;
  switch (action.kind) {
    case "sql.failover":
      return here === "replica" ? put("writer", isWriter(there) ? "demoted" : there) : undefined;
    case "sql.promote":
      return here === "replica" ? put("writer") : undefined;
    case "sql.switchover":
      return here === "replica" && there === "writer" && cloud.up[other(at)]
        ? put("writer", "replica")
        : undefined;
    case "sql.restore":
      return here === "empty"
        ? put("writer")
        : { wrong: `${action.store} is restored over what it holds` };
    case "sql.stop":
      return put("stopped");
    default:
      return cloud;
  }
}

/** A deployment brings whatever its stack owns to what the description says. */
export function deployed(cloud: Cloud, plans: Plans, at: Place, globalOnly: boolean): Effect {
  const regional = globalOnly ? cloud : region(cloud, plans, at);
  if (regional === undefined || isWrong(regional)) return regional;
  return at === placeOf(plans.topology(cloud.description).home)
    ? globally(regional, plans)
    : regional;
}

function globally(cloud: Cloud, plans: Plans): Effect {
  const topology = plans.topology(cloud.description);
  const next: Cloud = {
    ...cloud,
    fenced: REGIONS.map((region) => topology.regions[region]?.state === "lost"),
    names: plans.stores.map((store) => placeOf(topology.databases[store]?.writer ?? "")),
    ...traffic(cloud, plans),
  };
  return checkOpened(cloud, next, plans);
}

function region(cloud: Cloud, plans: Plans, at: Place): Effect {
  if (!cloud.up[at]) return undefined;
  let next = cloud;
  for (const row of plans.stores.keys()) {
    const one = instance(next, plans, row, at);
    if (one === undefined || isWrong(one)) return one;
    next = one;
  }
  return next;
}

function instance(cloud: Cloud, plans: Plans, row: number, at: Place): Effect {
  const store = plans.stores[row] ?? "";
  const topology = plans.topology(cloud.description);
  const declared = topology.regions[REGIONS[at]]?.instances[store];
  const held = cloud.instances[row]?.[at] ?? "missing";
  if (!declared) {
    return held === "missing"
      ? cloud
      : { wrong: `the deployment deletes ${store} in ${REGIONS[at]}` };
  }
  const generation = Number(/-(\d+)$/.exec(declared.name)?.[1]);
  const isNew = generation !== cloud.generations[row]?.[at];
  if (isNew && held !== "missing" && held !== "stopped") {
    return { wrong: `the deployment drops ${store} in ${REGIONS[at]}, which is in use` };
  }
  if (!isNew && held !== "missing") {
    const role = held === "empty" ? "writer" : held;
    const isAs = declared.role === "fenced" || declared.role === role;
    return isAs
      ? cloud
      : {
          wrong: `the deployment replaces ${store} in ${REGIONS[at]}: ${declared.role} for ${held}`,
        };
  }
  const follows = isReached(cloud, other(at)) && cloud.instances[row]?.[other(at)] === "writer";
  if (declared.role !== "writer" && !follows) return undefined;
  return {
    ...cloud,
    instances: withIn(cloud.instances, row, at, declared.role === "writer" ? "empty" : "replica"),
    generations: withIn(cloud.generations, row, at, generation),
  };
}

/** Whether a preview of a region's stack shows nothing. */
export function agrees(cloud: Cloud, plans: Plans, at: Place, globalOnly: boolean): boolean {
  const after = deployed(cloud, plans, at, globalOnly);
  return after !== undefined && !isWrong(after) && JSON.stringify(after) === JSON.stringify(cloud);
}
