import { instanceSeen } from "../recovery/execute/call-restore";
import { earliestOf, isTaken, sourcesOf } from "../recovery/execute/copies";
import { diskSeen, newestBy, type Snapshot, snapshotsOf } from "../recovery/execute/disk-copy";
import { freeGeneration, recoveryWindow } from "../recovery/execute/recovery-window";
import { copyOf, madeBy } from "../recovery/plan/copy-of";
import { generationsOf } from "../recovery/plan/database";
import type { Wanted } from "../recovery/plan/verb-plan";
import { traitsOf } from "../system/kinds/kinds";
import type { Seconds } from "../system/units";
import type { Topology } from "../topology/model";
import { diskCopyName, sqlInstanceName } from "../topology/naming";
import { Ending, EXIT } from "./outcome";
import type { RecoveryTarget } from "./recovery-target";

/**
 * What is asked of a restore, with a name for the copy that nothing has. Ends the command where the
 * moment is out of reach, or the copy would be written over something.
 */
export async function restorable(
  target: RecoveryTarget,
  now: Topology,
  wanted: Wanted,
): Promise<Wanted> {
  const { store = "", at } = wanted;
  const spec = now.system.data[store];
  if (!spec || at === undefined || Number.isNaN(Date.parse(at))) return wanted;
  const { restore, deletion } = traitsOf(spec, store);
  if (restore.by === "sql.clone") return clonable(target, now, wanted, at);
  if (restore.by === "disk.restore") return makeable(target, now, wanted, at);
  return copiable(target, now, wanted, { at, kept: deletion.trash?.lasts ?? 0 });
}

/**
 * The newest snapshot of before the moment: of the disk that is written to now or, where that has
 * none so old, of another region's, as after a failover.
 */
async function makeable(
  target: RecoveryTarget,
  { naming, primary, regions }: Topology,
  wanted: Wanted,
  at: string,
): Promise<Wanted> {
  const { store = "" } = wanted;
  const held = Object.values(regions)
    .flatMap(({ name: region, disks }) => {
      const disk = disks[store]?.name;
      return disk === undefined ? [] : [{ region, disk }];
    })
    .sort(({ region }) => (region === primary ? -1 : 1));
  const all: Snapshot[] = [];
  for (const of of held) {
    const snapshots = await snapshotsOf(target, of.region, of.disk);
    all.push(...snapshots);
    const found = newestBy(snapshots, at);
    if (!found || Date.parse(at) > target.clock.now()) continue;
    const nameOf = (copy: number) => diskCopyName(naming, store, primary, copy);
    const isTaken = async (copy: number) =>
      (await diskSeen(target, primary, nameOf(copy))) !== undefined;
    const before = Math.round((Date.parse(at) - found.at) / 1000);
    const snapshot = { name: found.name, at: new Date(found.at).toISOString(), before, of };
    return named({ ...wanted, snapshot }, { nameOf, isTaken, used: 0 });
  }
  const times = all.map((one) => one.at).sort((one, other) => one - other);
  const [oldest] = times.map((time) => new Date(time).toISOString());
  refuseOutside(
    oldest === undefined
      ? { none: "there is no usable snapshot of it" }
      : { from: oldest, to: new Date(target.clock.now()).toISOString() },
    store,
    at,
  );
  return wanted;
}

async function clonable(
  target: RecoveryTarget,
  now: Topology,
  wanted: Wanted,
  at: string,
): Promise<Wanted> {
  const { store = "" } = wanted;
  const instance = now.regions[now.primary]?.instances[store]?.name;
  if (instance === undefined) return wanted;
  refuseOutside(await recoveryWindow(target, instance), instance, at);
  const nameOf = (generation: number) =>
    sqlInstanceName(now.naming, store, now.primary, generation);
  const isTaken = async (generation: number) =>
    (await instanceSeen(target, nameOf(generation))) !== undefined;
  const used = generationsOf(now, store)[now.primary] ?? 0;
  return named(wanted, { nameOf, isTaken, used });
}

/** Versions are kept for a while after they were replaced or deleted: so long every moment is whole. */
async function copiable(
  target: RecoveryTarget,
  topology: Topology,
  wanted: Wanted,
  { at, kept }: { readonly at: string; readonly kept: Seconds },
): Promise<Wanted> {
  const { store = "" } = wanted;
  const spec = topology.system.data[store];
  if (!spec) return wanted;
  const copied = (generation: number) => copyOf(topology, store, spec, { to: at, generation });
  const sources = await sourcesOf(copied(1), topology.naming, target);
  const gone = sources.find(({ found }) => found === undefined);
  if (gone) throw new Ending(EXIT.refused, `${gone.name} is not there`);
  const now = target.clock.now();
  const [described = "", last = ""] = [now - kept * 1000, now].map((time) =>
    new Date(time).toISOString(),
  );
  const first = earliestOf(sources.map(({ found }) => found)) ?? described;
  if (sources.length > 0) refuseOutside({ from: first, to: last }, store, at);
  if (madeBy(copied(1)).length === 0) return wanted;
  const nameOf = (generation: number) => madeBy(copied(generation)).join(" and ");
  return named(wanted, {
    nameOf,
    isTaken: (generation) => isTaken(copied(generation), target),
    used: 0,
  });
}

interface Names {
  readonly nameOf: (generation: number) => string;
  readonly isTaken: (generation: number) => Promise<boolean>;
  /** What applications use; 0: that has a name of another form. */
  readonly used: number;
}

/** A name that is asked for has to be free; else the next one is taken that is. */
async function named(wanted: Wanted, { nameOf, isTaken, used }: Names): Promise<Wanted> {
  const first = wanted.generation ?? used + 1;
  const generation = await freeGeneration(isTaken, first);
  if (wanted.generation === undefined) return { ...wanted, generation };
  if (generation === first) return wanted;
  throw new Ending(
    EXIT.refused,
    first === used
      ? `--generation  "${first}" is ${nameOf(first)}, which applications use; a restore never writes over it. Leave it out`
      : `--generation  "${first}" is ${nameOf(first)}, which is there; a restore never writes over anything. Use ${generation}`,
  );
}

function refuseOutside(
  window: Awaited<ReturnType<typeof recoveryWindow>>,
  what: string,
  at: string,
): void {
  if (window.none !== undefined) {
    throw new Ending(EXIT.refused, `${what} can't be brought back as of a moment: ${window.none}`);
  }
  const [asked, from, to] = [at, window.from, window.to].map((time) => Date.parse(time));
  const isInside =
    asked !== undefined && (from === undefined || !(asked < from)) && !(asked > (to ?? 0));
  if (isInside) return;
  throw new Ending(
    EXIT.refused,
    `--at  "${at}" is out of reach; ${what} comes back as of any moment from ${window.from} to ${window.to}`,
  );
}
