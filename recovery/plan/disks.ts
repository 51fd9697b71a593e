import type { Edits } from "../../system/edit";
import { formatDuration, type Seconds } from "../../system/units";
import type { Traits } from "../../system/kinds/traits";
import { diskStore } from "../../topology/disks";
import type { Disk, Topology } from "../../topology/model";
import { diskName } from "../../topology/naming";
import type { Loss, Plan, Step } from "../model";
import type { Observed } from "../observed";
import type { DataPart } from "./data";
import { copyLength, lag, sinceCopy, sumOf } from "./loss";
import { known, type Setting } from "./setting";

/** A disk whose region is lost, as the region that takes over can have it. */
export interface MovedDisk {
  readonly store: string;
  /** Of the disk that shall be used. */
  readonly name: string;
  readonly generation: number;
  /** The one that is lost. */
  readonly from: { readonly region: string; readonly disk: string };
  /** Whether a copy follows there; else it is made of a snapshot. */
  readonly isCopied: boolean;
  /** What has the name already, and was written to before: nothing may take its place. */
  readonly stale?: string;
}

/** The disk of a store as it moves; nothing where the lost region had none. */
export function movedDisk(
  { regions, naming }: Topology,
  store: string,
  lost: string,
  to: string,
): MovedDisk | undefined {
  const source = regions[lost]?.disks[store];
  if (!source) return undefined;
  const there = regions[to]?.disks[store];
  // Instances there wait for the first one, so that a recovery changes no template.
  const generation = 1;
  const from = { region: lost, disk: source.name };
  if (!there) {
    const name = diskName(naming, store, to, generation);
    return { store, name, generation, from, isCopied: false };
  }
  const isCopied = follows(source, there);
  const stale = isCopied ? {} : { stale: there.name };
  return { store, name: there.name, generation: generationOf(there), from, isCopied, ...stale };
}

/** All disks of a lost region that are made anew, of snapshots, in the one that takes over. */
function madeAnew(now: Topology, lost: string, to: string): readonly MovedDisk[] {
  return Object.keys(now.regions[lost]?.disks ?? {}).flatMap((store) => {
    const moved = movedDisk(now, store, lost, to);
    return moved && !moved.isCopied ? [moved] : [];
  });
}

/** By region. */
type Generations = Readonly<Record<string, number>>;

/**
 * What is described of disks from then on: the lost one stays, whatever the mode says, and the new
 * one is outside of the stacks. By store.
 */
export function disksAfter(
  now: Topology,
  lost: string,
  to: string,
): Readonly<Record<string, Record<"instances" | "restored", Generations>>> {
  return Object.fromEntries(
    madeAnew(now, lost, to).map(({ store, generation }) => {
      const spec = diskStore(now.system, store);
      const holders = Object.values(now.regions).flatMap(({ name, disks }) => {
        const disk = disks[store];
        return disk ? [[name, generationOf(disk)] as const] : [];
      });
      const held = spec?.instances ?? Object.fromEntries(holders);
      const here = { [to]: generation };
      return [store, { instances: { ...held, ...here }, restored: { ...spec?.restored, ...here } }];
    }),
  );
}

/** The same as edits of the description. */
export function diskEdits(now: Topology, lost: string, to: string): Edits {
  return Object.fromEntries(
    Object.entries(disksAfter(now, lost, to)).flatMap(([store, spec]) =>
      Object.entries(spec).map(([key, value]) => [`data.${store}.${key}`, value] as const),
    ),
  );
}

/** What a failover must not begin with: instances would go on with what a disk held long ago. */
export function staleDisks(now: Topology, lost: string, to: string): readonly string[] {
  return madeAnew(now, lost, to).flatMap(({ store, stale }) =>
    stale === undefined
      ? []
      : [
          `${stale} in ${to} holds what ${store} was before ${lost} took the writes, and instances there would go on with that; it had to be retired while ${lost} worked (standby retire ${store} --region ${to}); by hand: standby runbook region-loss --of ${lost}`,
        ],
  );
}

/** How much is lost, once the age of each newest snapshot is known: in seconds, by store. */
export function withAges(plan: Plan, ages: NonNullable<Observed["backups"]> = {}): Plan {
  const losses = plan.steps.flatMap(({ action }) => {
    const age = action.kind === "disk.restore" ? ages[action.store] : undefined;
    if (action.kind !== "disk.restore" || typeof age !== "number") return [];
    return [[action.store, sinceNewest(action.store, age)] as const];
  });
  return { ...plan, loss: { ...plan.loss, ...Object.fromEntries(losses) } };
}

/** Nothing is written since the region went, and when that was is known no better than by then. */
function sinceNewest(of: string, age: Seconds): Loss {
  const what = `what was written since the newest snapshot, begun ${formatDuration(Math.round(age))} ago`;
  const part = { of, what, best: 0, expected: age, worst: age, basis: "measured" } as const;
  return sumOf(what, [{ ...part, source: "the snapshot's own time" }]);
}

/** The step without which instances in the region that takes over have no disk; none where the lost one had none. */
export function diskNeeds(now: Topology, store: string, lost: string, to: string): string[] {
  const moved = movedDisk(now, store, lost, to);
  return moved ? [stepOf(moved)] : [];
}

function stepOf({ store, isCopied }: MovedDisk): string {
  return isCopied ? `promote-${store}` : `restore-${store}`;
}

/** It was made as that one's copy, and its replication has been started. */
function follows(source: Disk, there: Disk): boolean {
  return there.copyOf !== undefined && source.copiedTo !== undefined;
}

function generationOf({ name }: Disk): number {
  return Number(name.slice(name.lastIndexOf("-") + 1));
}

/** Kept in every mode outside its region; where a copy follows, it is used as it is. */
export function diskLost(
  setting: Setting,
  traits: Traits,
  moved: MovedDisk,
  move: { readonly to: string; readonly needs: readonly string[] },
): DataPart {
  return moved.isCopied
    ? promoted(setting, moved, move)
    : fromSnapshot(setting, traits, moved, move);
}

const BACK =
  "what is written from now on is here alone; the way back is a disk of the next generation";

function promoted(
  setting: Setting,
  moved: MovedDisk,
  { to, needs }: { readonly to: string; readonly needs: readonly string[] },
): DataPart {
  const { store } = moved;
  const step: Step = {
    id: stepOf(moved),
    title: `Stop the replication of ${store} and use its copy in ${to}`,
    needs,
    action: { kind: "disk.promote", store, region: to },
    done: { is: "journalled" },
    reversal: { by: "nothing", because: "a new pair is a new generation" },
    takes: [known(setting, "execute", "snapshot.restore", store, "its copy is attached", 1)],
    restores: [store],
  };
  const loss = sumOf("what had not been copied yet; a minute as a rule", [
    { ...lag(setting, "disk.replicate", store, "the copy's lag"), best: 0 },
  ]);
  return { steps: [step], loss: { [store]: loss }, obligations: [] };
}

function fromSnapshot(
  setting: Setting,
  traits: Traits,
  moved: MovedDisk,
  { to, needs }: { readonly to: string; readonly needs: readonly string[] },
): DataPart {
  const { store, name, from } = moved;
  const step: Step = {
    id: stepOf(moved),
    title: `Make ${name} of the newest snapshot of ${from.disk}`,
    needs,
    action: { kind: "disk.restore", store, region: to, disk: name, from },
    done: { is: "journalled" },
    reversal: { by: "nothing", because: BACK },
    takes: [
      known(setting, "execute", "snapshot.restore", store, "a disk from a snapshot", traits.size),
    ],
    restores: [store],
  };
  const loss = sumOf("what was written since the newest snapshot", [
    ...traits.copies.map(({ what, every }) =>
      sinceCopy(every, store, `${what} every ${formatDuration(every)}`),
    ),
    copyLength(setting, "snapshot.take", store, traits.size),
  ]);
  return { steps: [step], loss: { [store]: loss }, obligations: [] };
}
