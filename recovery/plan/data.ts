import { type Store, traitsOf } from "../../system/kinds/kinds";
import type { Rescue, Residence, Traits } from "../../system/kinds/traits";
import { formatDuration } from "../../system/units";
import type { Loss, Obligation, Step } from "../model";
import { diskLost, movedDisk } from "./disks";
import { copyLength, lag, nothing, sinceCopy, sumOf } from "./loss";
import type { Setting } from "./setting";
import { byPeople, termOf } from "./work";

/** What a store other than Cloud SQL needs when a region is gone, and what it loses. */
export interface DataPart {
  readonly steps: readonly Step[];
  readonly loss: Readonly<Record<string, Loss>>;
  readonly obligations: readonly Obligation[];
}

/** When the pages that promise something were last read. */
const READ = "2026-11-21";

/** All stores but Cloud SQL's, which have plans of their own. */
export function otherData(
  setting: Setting,
  lost: string,
  to: string,
  needs: readonly string[],
): DataPart {
  const move = { lost, to, needs };
  const parts = Object.entries(setting.topology.system.data).map(([name, store]) =>
    part(setting, name, store, move),
  );
  return {
    steps: parts.flatMap(({ steps }) => steps),
    loss: Object.assign({}, ...parts.map(({ loss }) => loss)),
    obligations: parts.flatMap(({ obligations }) => obligations),
  };
}

/** The region that is gone, the one that takes over, and the steps before. */
interface Move {
  readonly lost: string;
  readonly to: string;
  readonly needs: readonly string[];
}

function part(setting: Setting, name: string, store: Store, move: Move): DataPart {
  const traits = traitsOf(store, name);
  const { residence } = traits;
  const { lost } = move;
  switch (residence.in) {
    case "stacks":
      return residence.as === "disks" ? disk(setting, name, traits, move) : NONE;
    case "region":
      if (residence.region !== lost) return untouched(name, lost);
      return rescued(setting, name, traits, move);
    case "somewhere":
      return rescued(setting, name, traits, move);
    case "regions":
      return survives(name, residence.source);
    case "regions, later":
      return follows(setting, name, residence);
    case "senders":
      return waits(name, lost);
  }
}

/** Cloud SQL's, which have plans of their own, and disks that the lost region had none of. */
const NONE: DataPart = { steps: [], loss: {}, obligations: [] };

function disk(setting: Setting, name: string, traits: Traits, move: Move): DataPart {
  const moved = movedDisk(setting.topology, name, move.lost, move.to);
  return moved ? diskLost(setting, traits, moved, move) : NONE;
}

function survives(name: string, source: string): DataPart {
  const why = "every write is in several regions before it is acknowledged";
  return { steps: [], loss: { [name]: nothing(name, why, source, READ) }, obligations: [] };
}

function untouched(name: string, lost: string): DataPart {
  const why = `nothing of ${name} is in ${lost}`;
  const loss = nothing(name, why, "the system description", READ);
  return { steps: [], loss: { [name]: loss }, obligations: [] };
}

/** Made anew from a copy elsewhere, or left to people. */
function rescued(setting: Setting, name: string, traits: Traits, move: Move): DataPart {
  const { copy, otherwise } = traits.rescue;
  const { lost } = move;
  if (copy && copy.region !== lost) return fromCopy(setting, name, copy, traits.size, move);
  const because = otherwise?.because ?? `${name} is in ${lost} alone`;
  return {
    steps: [],
    loss: { [name]: { seconds: "unknown", why: because } },
    obligations: [{ title: otherwise?.todo ?? `Wait for ${lost}`, because }],
  };
}

function follows(
  setting: Setting,
  name: string,
  { lag: lags }: Extract<Residence, { in: "regions, later" }>,
): DataPart {
  const line = lags[setting.topology.system.standby];
  const loss = sumOf("objects that had not been copied to a second region yet", [
    { ...lag(setting, line, name, "copying to the second region"), best: 0 },
  ]);
  return { steps: [], loss: { [name]: loss }, obligations: [] };
}

function waits(name: string, lost: string): DataPart {
  const why = `messages that are kept in ${lost} alone are delivered when it is back, and nothing tells beforehand how many those are`;
  return {
    steps: [],
    loss: { [name]: { seconds: "unknown", why } },
    obligations: [{ title: `See what ${name} delivers when ${lost} is back`, because: why }],
  };
}

function fromCopy(
  setting: Setting,
  name: string,
  { every, length }: NonNullable<Rescue["copy"]>,
  size: number | undefined,
  { to, needs }: Move,
): DataPart {
  const step: Step = {
    id: `restore-${name}`,
    title: `Make ${name} in ${to} from its newest copy`,
    needs,
    action: byPeople(setting, name, `in ${to}, made from its newest copy`),
    done: { is: "journalled" },
    reversal: { by: "nothing", because: "it is made beside what was lost" },
    takes: [termOf(setting, name, { what: "a restore into a new place", length })],
    restores: [name],
  };
  const loss: Loss =
    every === undefined
      ? { seconds: "unknown", why: "no copy outside the region is described" }
      : sumOf("what was written since the newest copy", [
          sinceCopy(every, name, `a copy every ${formatDuration(every)}`),
          copyLength(setting, "export.take", name, size),
        ]);
  return { steps: [step], loss: { [name]: loss }, obligations: [] };
}
