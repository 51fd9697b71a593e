import type { Group } from "../../topology/model";
import { roundsOf } from "../../topology/scaling";
import type { Plan, Step, Term } from "../model";
import { inOrder } from "./order";
import { decision, evidence, noticed } from "./people";
import { report } from "./report";
import { known, type Setting } from "./setting";
import { booting, servingRegions } from "./traffic";

/** More comes than was planned for: the autoscaler grows to its limit by itself, a person beyond it. */
export function overload(setting: Setting, service: string): Plan {
  const { topology } = setting;
  const serving = servingRegions(topology, service);
  const scaled = (group: Group | undefined) => (group?.scaling === "on" ? [group] : []);
  const groups = serving.flatMap(({ groups }) => scaled(groups[service]));
  const pods = serving.flatMap(({ cluster }) => scaled(cluster?.pods[service]));
  const own = [
    ...groups.map((group) => grows(setting, group, "instances")),
    ...pods.map((group) => grows(setting, group, "pods")),
  ];
  const beyond = [
    ...groups.map((group) => raised(setting, group, "instances")),
    ...pods.map((group) => raised(setting, group, "pods")),
  ];
  return {
    system: topology.system.name,
    verb: "scale",
    event: "overload",
    of: service,
    title: `${service} gets more than it was built for`,
    detection: noticed(setting, service),
    steps: inOrder([
      ...own,
      evidence(setting, service),
      decision(setting, `let ${service} grow beyond its limits`),
      ...beyond,
      report(beyond.map(({ id }) => id)),
    ]),
    loss: {},
    obligations: [
      {
        title: `Write the load that came into services.${service}.load.peak`,
        because: "limits that were raised by hand are taken back by the next deployment",
      },
    ],
  };
}

/** Pods wait for nodes with room for them: at the peak none have any left. */
function grows(setting: Setting, group: Group, what: "instances" | "pods"): Step {
  const { service, region, most } = group;
  const of = `${service} in ${region}`;
  const look = what === "pods" ? "pods.decide" : "autoscaler.decide";
  return {
    id: `grows-${service}-in-${region}`,
    title: `The autoscaler lets ${service} in ${region} grow to ${most} ${what} by itself`,
    needs: [],
    action: { kind: "wait", for: of },
    done: { is: "healthy", service, region, least: most },
    reversal: { by: "no effect" },
    automatic: true,
    takes: inRounds(setting, group, [
      known(setting, "detect", look, of, "the autoscaler's next look"),
      ...booting(setting, service, region),
    ]),
    restores: [service],
  };
}

/** Each look sees those that came with the one before. */
function inRounds({ topology }: Setting, group: Group, terms: readonly Term[]): readonly Term[] {
  const spec = topology.services[group.service]?.spec;
  const rounds = spec ? roundsOf(spec, group) : 1;
  if (rounds === 1) return terms;
  return terms.map((term) => ({
    ...term,
    what: `${rounds} times: ${term.what}`,
    best: rounds * term.best,
    expected: rounds * term.expected,
    worst: rounds * term.worst,
  }));
}

/** Twice the limit: more is a question of quota, which nothing here can raise. */
function raised(
  setting: Setting,
  { service, region, least, most }: Group,
  of: "instances" | "pods",
): Step {
  const kind = of === "pods" ? "pods.scale" : "group.scale";
  const line = of === "pods" ? "api.call" : "group.update";
  const where = `${service} in ${region}`;
  return {
    id: `raise-${service}-in-${region}`,
    title: `Let ${where} grow to ${2 * most} ${of}`,
    needs: ["decide"],
    action: { kind, service, region, least, most: 2 * most },
    done: { is: "scaled", service, region, least },
    reversal: { by: { kind, service, region, least, most } },
    takes: [known(setting, "execute", line, where, "new limits of the autoscaler")],
  };
}
