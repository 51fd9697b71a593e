import { type Explored, explore } from "./explore";
import type { Rules } from "./moves";
import { Plans, type World, type Wrong } from "./plans";
import type { Budget } from "./state";

const NONE: Budget = { faults: 0, kills: 0, mishaps: 0, pipelines: 0, alarms: 0 };
export const ALONE: Rules = { operators: 1 };
export const TWO: Rules = { operators: 2 };

export const hot: World = { mode: "hot", databases: 1, plus: true };
/** Nothing is designated: a failover cuts the replica loose. */
export const warm: World = { mode: "warm", databases: 1, plus: false };
export const designated: World = { mode: "warm", databases: 1, plus: true };
export const cold: World = { mode: "cold", databases: 1, plus: false };

export function explored(
  world: World,
  budget: Partial<Budget>,
  rules: Rules,
  wrong?: Wrong,
): Explored {
  return explore(new Plans(world, wrong), { ...NONE, ...budget }, rules);
}

/** What breaks a rule or has no way back, among all states that can be reached; their number is printed. */
export function counterexampleIn(world: World, budget: Partial<Budget>, rules: Rules) {
  const { counterexample, states, moves } = explored(world, budget, rules);
  const of = `${world.mode}, ${world.databases} database(s), Enterprise${world.plus ? " Plus" : ""}`;
  process.stdout.write(
    `      ${states} states, ${moves} moves: ${of}, ${JSON.stringify(budget)}, ${rules.operators} operator(s)\n`,
  );
  if (states < 50) throw new Error(`only ${states} states: nothing has been explored`);
  return counterexample;
}
