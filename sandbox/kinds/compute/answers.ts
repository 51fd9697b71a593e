import type { Cloud } from "../../cloud";
import type { CloudEvent, CloudResource } from "../../model";
import { isDeployment, podPort, podTags } from "../kubernetes/deployment";
import { blocksAt, byLink, numberAt, textAt, textsAt } from "../lookup";
import { admits } from "./admission";
import { runs } from "./application";
import { decidedAt, timingOf } from "./check";
import { changeMachine, holders, holdersOf, type Machine, machineOf, stateOf } from "./machine";

/** The port that a group's service listens on; web servers' own where nothing is declared. */
const DEFAULT_PORT = 80;

/** Whether a machine answers what reaches it now. */
function answersNow(cloud: Cloud, group: CloudResource, machine: Machine): boolean {
  if (!works(cloud, machine)) return false;
  if (isDeployment(group)) {
    return admits(cloud, podTags(group, cloud), podPort(group) ?? DEFAULT_PORT, "probes");
  }
  const port = numberAt(blocksAt(group.properties, "namedPorts")[0], "port") ?? DEFAULT_PORT;
  const tags = textsAt(byLink(cloud, machine.template)?.properties, "tags");
  return admits(cloud, tags, port, "probes");
}

/** Whether a machine's service is up, whoever can reach it. */
export function works(cloud: Cloud, machine: Machine): boolean {
  if (machine.state !== "running" || !machine.powered || machine.hung) return false;
  return !isBad(cloud, machine, false);
}

/** Whether a machine answers probes and fails whoever uses it. */
export function failsUsers(cloud: Cloud, machine: Machine): boolean {
  return isBad(cloud, machine, true);
}

function isBad(cloud: Cloud, { template }: Machine, answers: boolean): boolean {
  for (const { image, answersProbes = false } of cloud.faults.of("bad-release")) {
    if (answersProbes === answers && runs(cloud, template, image)) return true;
  }
  return false;
}

/** Looks at every machine again after something that many may feel: a fault, a rule of the firewall. */
export function recheckAll(cloud: Cloud): void {
  for (const group of [...holders(cloud)]) recheck(cloud, group);
}

/** Notes which machines of a group answer now, and has the checks find out in their own time. */
export function recheck(cloud: Cloud, group: CloudResource): void {
  const checks = checksOf(cloud, group);
  for (const machine of stateOf(cloud, group.id).machines) {
    const answers = answersNow(cloud, group, machine);
    if (answers === machine.answers) continue;
    changeMachine(cloud, group.id, machine.name, { answers, answersSince: cloud.now });
    for (const check of checks) expect(cloud, group, machine.name, check);
  }
}

/** Has a check that is new to a group, or changed, look at all of its machines. */
export function probe(cloud: Cloud, group: CloudResource, check: CloudResource): void {
  for (const { name, answers, verdicts } of stateOf(cloud, group.id).machines) {
    if ((verdicts[check.id]?.healthy ?? false) === answers) continue;
    changeMachine(cloud, group.id, name, { answersSince: cloud.now });
    expect(cloud, group, name, check);
  }
}

/** Schedules the moment when a check has made up its mind about how a machine answers now. */
function expect(cloud: Cloud, group: CloudResource, name: string, check: CloudResource): void {
  const machine = machineOf(cloud, group.id, name);
  if (!machine) return;
  const { answers, answersSince: since } = machine;
  const phase = cloud.chance("probe", check.id, name);
  const time = decidedAt(timingOf(check), phase, answers ? "good" : "silence", since);
  const args = { machine: name, check: check.id, since, revision: check.revision };
  cloud.clock.schedule(time, "probe.decided", group.id, args);
}

/** Takes a check's finding down, unless the machine or the check has changed meanwhile. */
export function decide(cloud: Cloud, event: CloudEvent): boolean {
  const name = textAt(event.args, "machine") ?? "";
  const check = textAt(event.args, "check") ?? "";
  const machine = machineOf(cloud, event.about, name);
  if (!machine || machine.answersSince !== event.args["since"]) return false;
  if (cloud.find(check)?.revision !== event.args["revision"]) return false;
  const verdict = { healthy: machine.answers, since: cloud.now };
  const verdicts = { ...machine.verdicts, [check]: verdict };
  changeMachine(cloud, event.about, name, { verdicts });
  return true;
}

/** The check that autohealing goes by. */
export function healingCheck(cloud: Cloud, group: CloudResource): CloudResource | undefined {
  return byLink(cloud, blocksAt(group.properties, "autoHealingPolicies")[0]?.["healthCheck"]);
}

/**
 * The check that a new machine has to pass before it takes another's place: autohealing's; of a pod
 * behind a load balancer, that one's, since GKE gates its readiness on it.
 */
export function readyCheck(cloud: Cloud, group: CloudResource): CloudResource | undefined {
  return isDeployment(group) ? checksOf(cloud, group)[0] : healingCheck(cloud, group);
}

/** Every check that looks at a group's machines: autohealing's, and those of backend services. */
function checksOf(cloud: Cloud, group: CloudResource): readonly CloudResource[] {
  const found = new Map<string, CloudResource>();
  const add = (check: CloudResource | undefined) => check && found.set(check.id, check);
  add(healingCheck(cloud, group));
  for (const service of cloud.all("compute.BackendService")) {
    const mine = blocksAt(service.properties, "backends").some(({ group: link }) => {
      const backend = byLink(cloud, link);
      return backend && holdersOf(cloud, backend).some(({ id }) => id === group.id);
    });
    if (mine)
      textsAt(service.properties, "healthChecks").forEach((link) => add(byLink(cloud, link)));
  }
  return [...found.values()];
}
