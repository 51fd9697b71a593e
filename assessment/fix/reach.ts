import type { Setting } from "../../recovery/plan/setting";
import { buildTopology } from "../../topology/build";
import { type Evidence, ofStepsAlone } from "../objectives/evidence";
import type { Finding } from "../objectives/finding";
import { answer, questionTo } from "../objectives/questions";
import { isBreached } from "../objectives/verdict";
import { dimensionsOf } from "./dimensions";
import type { Option } from "./option";

/** The same with some options taken. */
export function withOptions({ topology, durations }: Setting, options: readonly Option[]): Setting {
  const system = options.reduce((changed, { apply }) => apply(changed), topology.system);
  return { topology: buildTopology(system, topology.naming.project), durations };
}

/** Everything changed that could help. */
export function strongest(setting: Setting): Setting {
  const options = dimensionsOf(setting.topology.system).flatMap(
    (dimension) => dimension.at(-1) ?? [],
  );
  return withOptions(setting, options);
}

/** Tells the breaches that some description could meet from those that none could. */
export function withReach(
  setting: Setting,
  evidence: Evidence,
  findings: readonly Finding[],
): readonly Finding[] {
  const breached = findings.filter(({ verdict }) => isBreached(verdict));
  if (breached.length === 0) return findings;
  const asked = breached.flatMap((finding) => questionTo(setting, finding) ?? []);
  const answers = answer(strongest(setting), ofStepsAlone(evidence), asked);
  return findings.map((finding) => {
    const reached = answers[breached.indexOf(finding)];
    if (!reached) return finding;
    // Nothing brings it back today, and nobody knows what would be lost if something did.
    if (reached.verdict === "not-assessable") return { ...finding, verdict: "not-assessable" };
    return isBreached(reached.verdict)
      ? { ...finding, verdict: "breached-unattainable", bound: reached.estimate }
      : { ...finding, verdict: "breached-can-be-met" };
  });
}
