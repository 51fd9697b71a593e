import type { Beliefs } from "../availability/parts";
import { subjectsOf } from "../objectives/subject";
import { type Budget, budgetOf } from "./budget";
import { RANKED } from "./matrix";
import { type Risk, risksOf } from "./risks";

/** The risks of a system, and what they take from what may go wrong. */
export interface RiskRegister {
  /** The most bad minutes a year first; the unknown before all. */
  readonly risks: readonly Risk[];
  /** Held against the availability that is asked of the system; none where none is asked. */
  readonly budget?: Omit<Budget, "shares" | "unknown"> & { readonly path: string };
  /** Risks that take more than a quarter of it alone. */
  readonly tooMuch: readonly string[];
}

/** Places what can happen to what users come for, by what the model computes of it. */
export function riskRegister(beliefs: Beliefs): RiskRegister {
  const [users] = subjectsOf(beliefs.topology);
  const risks = risksOf(beliefs, users?.parts ?? [], RANKED);
  const { objectives } = beliefs.topology.system;
  const index = objectives.findIndex((one) => "availability" in one && one.of === "system");
  const asked = objectives[index];
  if (!asked || !("availability" in asked)) return { risks, tooMuch: [] };
  const { shares, unknown: _, ...budget } = budgetOf(asked.availability, risks);
  return {
    risks,
    budget: { ...budget, path: `objectives[${index}].availability` },
    tooMuch: shares.flatMap(({ risk, tooMuch }) => (tooMuch ? [nameOf(risk)] : [])),
  };
}

/** Such as `bad-release of web`. */
export function nameOf({ event, of }: Pick<Risk, "event" | "of">): string {
  return `${event} of ${of}`;
}
