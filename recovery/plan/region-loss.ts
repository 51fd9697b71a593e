import type { System } from "../../system/schema/system";
import { DAY } from "../../system/units";
import type { Edits } from "../../system/edit";
import { buildTopology } from "../../topology/build";
import type { Topology } from "../../topology/model";
import type { Loss, Obligation, Plan, Step } from "../model";
import { closing, describe, opening } from "./bracket";
import { otherData } from "./data";
import { diskEdits, disksAfter } from "./disks";
import {
  backupLoss,
  complete,
  backups,
  firstBackup,
  generationsOf,
  hasReplica,
  isRead,
  lagLoss,
  type Moving,
  moving,
  promote,
  replicate,
  replicating,
  restoreNewest,
  settle,
} from "./database";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { known, type Setting } from "./setting";
import { keepsIn } from "./elsewhere";
import { heldClusters, listed, make, newcomersOf } from "./newcomers";
import { serving } from "./serving";
import { close, failsOver } from "./traffic";

/** The topology that holds when the primary has moved and the lost region is out of everything. */
export function afterLoss(now: Topology, lost: string, to: string): Topology {
  const { system, naming } = now;
  const region = system.regions[lost];
  if (!region) throw new Error(`no region ${lost}`);
  const regions = { ...system.regions, [lost]: { ...region, state: "lost" as const } };
  return buildTopology(
    { ...system, primary: to, regions, data: heldIn(now, lost, to) },
    naming.project,
  );
}

/** Whoever takes over holds every database, also one whose copy there had been retired: from a backup. */
function heldIn(now: Topology, lost: string, to: string): System["data"] {
  const disks = disksAfter(now, lost, to);
  const stores = Object.entries(now.system.data);
  const held = stores.map(([name, spec]): [string, System["data"][string]] => {
    if (spec.kind === "disk") return [name, { ...spec, ...disks[name] }];
    if (spec.kind !== "cloud-sql" || spec.instances?.[to] !== undefined) return [name, spec];
    return [name, spec.instances ? { ...spec, instances: { ...spec.instances, [to]: 1 } } : spec];
  });
  return Object.fromEntries(held);
}

/** The primary region is gone: another takes over, with what it has. */
export function primaryLoss(setting: Setting, to: string): Plan {
  const { topology: now } = setting;
  const lost = now.primary;
  const then = afterLoss(now, lost, to);
  const moved = moving(now, then, to);
  const made = moved.filter((one) => !hasReplica(now, one));
  const read = made.filter(isRead);
  const data = otherData(setting, lost, to, ["fence"]);
  const newcomers = newcomersOf(now, then, to);
  const edits = {
    primary: to,
    [`regions.${lost}.state`]: "lost",
    ...heldFromNowOn(now, made, to),
    ...heldClusters(now, newcomers, to),
    ...diskEdits(now, lost, to),
  };
  const early = made.length > 0 || newcomers.length > 0;
  const steps = [
    ...failsOver(setting, lost),
    evidence(setting, lost),
    decision(setting, `give ${lost} up and write in ${to}, with the loss that is stated`),
    ...opening(setting),
    ...drained(setting, lost, then),
    fence(setting, lost),
    ...(early
      ? [
          describe(setting, edits, ["fence"]),
          make(
            setting,
            to,
            {
              data: made.length > 0,
              pods: newcomers.length > 0,
              own: keepsIn(then, to, lost),
              bare: read.length > 0,
            },
            restoresOf(data.steps),
          ),
        ]
      : []),
    ...(read.length > 0 ? [replicate(setting, to, read, keepsIn(then, to, lost))] : []),
    ...moved.flatMap((one) => database(setting, now, one)),
    ...data.steps,
    ...serving(setting, then, to, lost),
    ...listed(setting, then, to, newcomers),
  ];
  const works = steps
    .filter(({ restores, automatic }) => restores && !automatic)
    .map(({ id }) => id);
  const after = works.length > 0 ? works : ["fence"];
  return {
    system: then.system.name,
    verb: "failover",
    event: "region-loss",
    of: lost,
    title: `${lost} is lost: ${to} takes over`,
    detection: noticed(setting, lost),
    steps: inOrder([
      ...steps,
      ...(early ? [] : [describe(setting, edits, after)]),
      ...closing(setting, {
        after: early ? after : ["write-description"],
        stacks: [then.home, to],
        globalOnly: [lost],
        own: keepsIn(then, to, lost) ? [to] : [],
        brings: true,
        beside: backups(moved),
      }),
    ]),
    loss: { ...losses(setting, now, moved), ...data.loss },
    obligations: [...unprotected(lost, to), ...data.obligations],
  };
}

/**
 * In cold the mode says who holds an instance: the primary region alone. Unless it is written out, the
 * old one's would be deleted by its own stack on the day it comes back.
 */
function heldFromNowOn(now: Topology, made: readonly Moving[], to: string): Edits {
  return Object.fromEntries(
    made.map(({ database: { name } }) => {
      const held = generationsOf(now, name);
      return [`data.${name}.instances`, { ...held, [to]: held[to] ?? 1 }];
    }),
  );
}

/** Disks that are made beside the stacks: one that reads them can't be deployed before. */
function restoresOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ id, action }) => (action.kind === "disk.restore" ? [id] : []));
}

/**
 * The lost region takes nothing any more, in whatever state it comes back. Google refuses a backend
 * service whose only backend is closed: there the lost one stays until the other is opened.
 */
function drained(setting: Setting, lost: string, then: Topology): Step[] {
  return Object.values(setting.topology.services).flatMap(({ name, backends }) => {
    const left = then.services[name]?.backends ?? [];
    if (left.length === 0 || !backends.some(({ region }) => region === lost)) return [];
    // Pods whose cluster has yet to come: the deployment that lists them takes the lost ones out.
    if (backends.length === 1) return [];
    const open = backends.some(({ region, capacityScaler }) => region !== lost && capacityScaler);
    const kind = open ? "backend.remove" : "backend.close";
    return [close(setting, name, lost, ["freeze-deployments"], kind)];
  });
}

function fence(setting: Setting, region: string): Step {
  return {
    id: "fence",
    title: `Fence ${region}: whatever state it comes back in, nothing of it may act`,
    needs: ["freeze-deployments"],
    action: { kind: "fence.close", region },
    done: { is: "fenced", region, value: true },
    reversal: { by: { kind: "fence.open", region } },
    takes: [known(setting, "execute", "firewall.change", region, "two firewall rules switched on")],
  };
}

function database(setting: Setting, now: Topology, moved: Moving): readonly Step[] {
  const replica = hasReplica(now, moved);
  const writable = replica
    ? promote(setting, moved, ["fence"])
    : restoreNewest(setting, moved, [`make-${moved.instance.region}`]);
  const completed = replica ? [] : [complete(setting, moved, [writable.id])];
  const read = !replica && isRead(moved) ? [replicating(moved.instance.region)] : [];
  const rest = settle(setting, moved, completed.at(-1)?.id ?? writable.id, read);
  return [writable, ...completed, ...rest, firstBackup(setting, moved)];
}

function losses(setting: Setting, now: Topology, moved: readonly Moving[]): Record<string, Loss> {
  return Object.fromEntries(
    moved.map((one) => {
      const { name, spec } = one.database;
      const loss = hasReplica(now, one)
        ? lagLoss(setting, name)
        : backupLoss(setting, name, DAY, spec.size);
      return [name, loss];
    }),
  );
}

function unprotected(lost: string, to: string): Obligation[] {
  return [
    {
      title: `Bring ${lost} back as standby, or stand another region up`,
      verb: "rejoin",
      because: `until then nothing takes over if ${to} is lost, too`,
    },
  ];
}
