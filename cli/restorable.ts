import { freeGeneration, recoveryWindow } from "../recovery/execute/recovery-window";
import { generationsOf } from "../recovery/plan/database";
import type { Wanted } from "../recovery/plan/verb-plan";
import type { Topology } from "../topology/model";
import { sqlInstanceName } from "../topology/naming";
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
  const instance = now.regions[now.primary]?.instances[store]?.name;
  if (instance === undefined || at === undefined || Number.isNaN(Date.parse(at))) return wanted;
  refuseOutside(await recoveryWindow(target, instance), instance, at);
  const nameOf = (generation: number) =>
    sqlInstanceName(now.naming, store, now.primary, generation);
  const used = generationsOf(now, store)[now.primary] ?? 0;
  const first = wanted.generation ?? used + 1;
  const generation = await freeGeneration(target, nameOf, first);
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
  instance: string,
  at: string,
): void {
  if (window.none !== undefined) {
    throw new Ending(
      EXIT.refused,
      `${instance} can't be brought back as of a moment: ${window.none}`,
    );
  }
  const [asked, from, to] = [at, window.from, window.to].map((time) => Date.parse(time));
  const isInside =
    asked !== undefined && (from === undefined || !(asked < from)) && !(asked > (to ?? 0));
  if (isInside) return;
  throw new Ending(
    EXIT.refused,
    `--at  "${at}" is out of reach; ${instance} comes back as of any moment from ${window.from} to ${window.to}`,
  );
}
