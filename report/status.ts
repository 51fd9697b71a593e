import type { Colors } from "picocolors/types";
import { isWell, type RegionStatus, type Status } from "../recovery/machine/status";
import type { Judged } from "../recovery/machine/judged";
import type { InstanceSeen, Known, ServiceSeen } from "../recovery/observed";
import { formatDuration } from "../system/units";

/** A stack, and how much its state holds; nothing if it was never deployed. */
export interface StackHeld {
  readonly stack: string;
  readonly region: string;
  readonly resources: number;
  /** What `up` would change, one line each; left out: nobody asked. */
  readonly changes?: readonly string[];
}

/** A status as a person reads it: where what stands, then what is wrong. */
export function statusText(status: Status, stacks: readonly StackHeld[], colors: Colors): string {
  const { system, standby, state, at, regions } = status;
  if (isNowhere(status, stacks)) {
    return `${colors.bold(system)} in ${standby}: nothing is deployed yet; "standby up" deploys it`;
  }
  return [
    `${colors.bold(system)} in ${standby}: ${state}  ${colors.dim(`as of ${at.slice(0, 19)}Z`)}`,
    ...regions.flatMap((region) => [
      "",
      ...regionLines(
        region,
        stacks.filter((stack) => stack.region === region.region),
        colors,
      ),
    ]),
    "",
    ...recoveryLines(status),
    ...endLines(status, colors),
  ].join("\n");
}

/** Whether the states were read, none holds anything, and nothing is seen that one might have forgotten. */
function isNowhere({ regions }: Status, stacks: readonly StackHeld[]): boolean {
  return (
    stacks.length > 0 &&
    stacks.every(({ resources }) => resources === 0) &&
    regions.every(
      ({ databases, services }) =>
        Object.values(databases).every((seen) => seen !== "unknown" && seen.state === "missing") &&
        Object.values(services).every((seen) => seen !== "unknown" && seen.running === "unknown"),
    )
  );
}

function regionLines(
  { region, state, role, works, databases, services, ready }: RegionStatus,
  stacks: readonly StackHeld[],
  colors: Colors,
): string[] {
  const answers = works === "unknown" ? "" : works ? ", works" : ", doesn't work";
  const rows = [
    ...stacks.map((stack): [string, string] => [`stack ${stack.stack}`, heldText(stack)]),
    ...Object.entries(databases).map(([store, seen]): [string, string] => [store, storeText(seen)]),
    ...Object.entries(services).map(([name, seen]): [string, string] => [name, serviceText(seen)]),
  ];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return [
    `${colors.bold(region)}: ${state}, ${role}${answers}`,
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    ...plannedLines(region, state, stacks, colors),
    ...(ready ? readyLines(ready, colors) : []),
  ];
}

/** A stand-up that was cut off before the description counts on the region. */
function plannedLines(
  region: string,
  state: RegionStatus["state"],
  stacks: readonly StackHeld[],
  colors: Colors,
): string[] {
  if (state !== "planned" || stacks.every(({ resources }) => resources === 0)) return [];
  return [
    colors.yellow(`  deployed, but nothing counts on it yet; "standby up ${region}" goes on`),
  ];
}

function heldText({ resources, changes }: StackHeld): string {
  if (resources === 0) return "not deployed";
  const first = `${resources} resources`;
  if (changes === undefined) return first;
  if (changes.length === 0) return `${first}, and nothing to change`;
  return [`${first}, and to change:`, ...changes.map((change) => `    ${change}`)].join("\n");
}

function storeText(seen: Known<InstanceSeen>): string {
  if (seen === "unknown") return "can't be seen";
  if (seen.state === "missing") return "no instance";
  const { name, role, state, ha, lag, backupAge } = seen;
  return [
    `${name}: ${role}`,
    state,
    ...(ha ? ["HA"] : []),
    ...(role === "replica" ? [lagText(lag)] : [backupText(backupAge)]),
  ].join(", ");
}

function lagText(lag: Known<number> | undefined): string {
  const isKnown = lag !== undefined && lag !== "unknown";
  return isKnown ? `${formatDuration(lag)} behind` : "how far behind is unknown";
}

function backupText(age: Known<number> | undefined): string {
  if (age === undefined) return "no backup yet";
  return `newest backup ${age === "unknown" ? "of unknown age" : `${formatDuration(age)} old`}`;
}

function serviceText(seen: Known<ServiceSeen>): string {
  if (seen === "unknown") return "can't be seen";
  const { running, healthy, listed } = seen;
  const runs = running === "unknown" ? "unknown how many run" : `${running} run`;
  const well = healthy === "unknown" ? "health unknown" : `${healthy} healthy`;
  return [runs, ...(listed === false ? [] : [well]), trafficText(seen)].join(", ");
}

function trafficText({ open, listed }: Pick<ServiceSeen, "open" | "listed">): string {
  if (listed === false) return "unknown to the load balancer";
  if (open === "unknown") return "whether it takes requests is unknown";
  return open ? "takes requests" : "takes no requests";
}

function readyLines(ready: Judged, colors: Colors): string[] {
  if (ready.wrong.length + ready.unknown.length === 0)
    return [colors.green("  ready to take over")];
  return [
    ...ready.wrong.map((what) => colors.red(`  not ready: ${what}`)),
    ...ready.unknown.map((what) => colors.yellow(`  not known: ${what}`)),
  ];
}

function recoveryLines({ lease, frozen }: Status): string[] {
  const held =
    lease === "free" || lease === "unknown"
      ? []
      : [`${lease.holder} has held the lease since ${lease.since}, for "${lease.plan}"`];
  return [...held, ...(frozen === true ? ["deployments are frozen"] : [])];
}

function endLines(status: Status, colors: Colors): string[] {
  const { differs } = status;
  const lines = [
    ...differs.wrong.map((what) => colors.red(`differs: ${what}`)),
    ...differs.unknown.map((what) => colors.yellow(`not known: ${what}`)),
  ];
  if (lines.length > 0) return lines;
  return [
    isWell(status) === true
      ? colors.green("all is as described")
      : "all that is seen is as described",
  ];
}
