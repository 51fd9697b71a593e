import type { Cloud } from "../../cloud";
import type { CloudEvent, CloudResource } from "../../model";
import { isDeployment, podFarewell } from "../kubernetes/deployment";
import { placed } from "../kubernetes/nodes";
import { blocksAt, lastPart, numberAt, textAt } from "../lookup";
import { recheck } from "./answers";
import { bootTime } from "./application";
import { changeMachine, holders, type Machine, machineOf, putState, stateOf } from "./machine";

/** Puts a machine into a state, and has it come out of that in due time, if its zone has power. */
export function enter(
  cloud: Cloud,
  group: CloudResource,
  machine: Machine,
  state: Machine["state"],
): void {
  const { name } = machine;
  const since = cloud.now;
  changeMachine(cloud, group.id, name, {
    state,
    since,
    ...(state === "booting" ? { startedAt: since } : {}),
  });
  if (!machine.powered) return;
  const args = { machine: name, since };
  const later = (length: number, type: string) =>
    cloud.clock.schedule(since + length, type, group.id, args);
  if (state === "provisioning") {
    later(provisioning(cloud, group, name), "machine.provisioned");
  } else if (state === "booting") {
    later(bootTime(cloud, group, machine.template), "machine.booted");
    const delay = healingDelay(group);
    if (delay !== undefined) later(delay, "machine.judged");
  } else if (state === "deleting") {
    later(ending(cloud, group, name), "machine.gone");
  }
}

/** How long it takes until a machine has power, or a pod is started. */
function provisioning(cloud: Cloud, group: CloudResource, name: string): number {
  return isDeployment(group)
    ? placed(group, `${group.id} ${name}`, cloud)
    : cloud.lasts("machine.provision", name, cloud.now);
}

/** How long a machine takes to shut down; a pod says goodbye for as long as it is declared to. */
function ending(cloud: Cloud, group: CloudResource, name: string): number {
  return isDeployment(group) ? podFarewell(group) : cloud.lasts("machine.delete", name, cloud.now);
}

/** How long autohealing leaves a machine alone after it got power, in milliseconds. */
export function healingDelay(group: CloudResource): number | undefined {
  const policy = blocksAt(group.properties, "autoHealingPolicies")[0];
  return policy && (numberAt(policy, "initialDelaySec") ?? 0) * 1000;
}

/** The machine that an event is about, if it is still as it was when the event was scheduled. */
export function subject(cloud: Cloud, event: CloudEvent): Machine | undefined {
  const machine = machineOf(cloud, event.about, textAt(event.args, "machine") ?? "");
  return machine?.powered && machine.since === event.args["since"] ? machine : undefined;
}

/** Adds a machine that is to be made. */
export function make(cloud: Cloud, group: CloudResource, zone: string, template: string): void {
  const state = stateOf(cloud, group.id);
  const made = state.made + 1;
  const base = textAt(group.properties, "baseInstanceName") ?? lastPart(group.name);
  const machine: Machine = {
    name: `${base}-${suffix(cloud, group.id, made)}`,
    zone,
    template,
    state: "provisioning",
    since: cloud.now,
    startedAt: 0,
    powered: !cloud.faults.isLost(zone),
    hung: false,
    answers: false,
    answersSince: cloud.now,
    verdicts: {},
  };
  putState(cloud, group.id, { ...state, made, machines: [...state.machines, machine] });
  enter(cloud, group, machine, "provisioning");
}

/** Four characters, as Google appends them: the number of the machine shows the seed doesn't matter. */
function suffix(cloud: Cloud, group: string, number: number): string {
  const letters = Math.floor(cloud.chance("name", group, number) * 36 ** 2).toString(36);
  return `${letters.padStart(2, "0")}${number.toString(36).padStart(2, "0")}`;
}

/** Takes a machine out: it gets no more requests at once, and is gone when it has shut down. */
export function remove(cloud: Cloud, group: CloudResource, machine: Machine, again = false): void {
  const { name } = machine;
  const change = { answers: false, answersSince: cloud.now, verdicts: {} };
  changeMachine(cloud, group.id, name, again ? { ...change, again: true } : change);
  enter(cloud, group, machine, "deleting");
}

/** What is left of a machine that has shut down: nothing, or one to be made under its name. */
export function gone(cloud: Cloud, group: CloudResource, machine: Machine, template: string): void {
  const state = stateOf(cloud, group.id);
  const others = state.machines.filter(({ name }) => name !== machine.name);
  const { again, ...rest } = machine;
  const fresh: Machine = { ...rest, template, hung: false, verdicts: {}, startedAt: 0 };
  putState(cloud, group.id, { ...state, machines: again ? [...others, fresh] : others });
  if (again) enter(cloud, group, fresh, "provisioning");
}

/** Zones lose power and get it back: machines stop where they are, and boot again afterwards. */
export function followPower(cloud: Cloud): void {
  for (const group of [...holders(cloud)]) {
    for (const machine of stateOf(cloud, group.id).machines) {
      const powered = !cloud.faults.isLost(machine.zone);
      if (powered === machine.powered) continue;
      changeMachine(cloud, group.id, machine.name, { powered });
      const state = machine.state === "running" ? "booting" : machine.state;
      enter(cloud, group, { ...machine, powered }, state);
    }
    recheck(cloud, group);
  }
}

/** Has the service of one machine hang: it keeps its power and answers nothing any more. */
export function hang(cloud: Cloud, group: CloudResource, name: string): void {
  changeMachine(cloud, group.id, name, { hung: true });
  recheck(cloud, group);
}
