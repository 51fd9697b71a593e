import { formatDuration } from "../../system/units";
import type { Traits } from "../../system/kinds/traits";
import type { Disk, Topology } from "../../topology/model";
import { diskName } from "../../topology/naming";
import type { Step } from "../model";
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
  { store }: MovedDisk,
  { to, needs }: { readonly to: string; readonly needs: readonly string[] },
): DataPart {
  const step: Step = {
    id: `promote-${store}`,
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
  { store, name, from }: MovedDisk,
  { to, needs }: { readonly to: string; readonly needs: readonly string[] },
): DataPart {
  const step: Step = {
    id: `restore-${store}`,
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
