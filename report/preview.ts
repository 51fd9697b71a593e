import type { Colors } from "picocolors/types";
import { VERDICTS } from "../assessment/objectives/verdict";
import type { InventoryCheck } from "../inventory/check";
import type { Finding } from "../inventory/finding";
import type { Inventory, Resource } from "../inventory/model";
import { numberAt } from "../inventory/values";
import type { PolicyResult } from "../policy/evaluate";
import type { Survival } from "../policy/survival/survive";
import { survivalLine } from "./survival";
import type { RegionPart, Topology } from "../topology/model";
import { annotate, regionNote } from "./annotate";

/** One stack, previewed and checked. */
export interface StackPreview {
  readonly topology: Topology;
  readonly region: RegionPart;
  readonly inventory: Inventory;
  readonly check: InventoryCheck;
}

/** What a system survives, and what of it is a problem. */
export interface CheckedSurvival {
  readonly survival: Survival;
  readonly findings: readonly Finding[];
}

/** The stacks of a preview as a person reads them: what there will be, where, as what; then what is wrong. */
export function previewText(
  stacks: readonly StackPreview[],
  policies: readonly PolicyResult[],
  colors: Colors,
  survivals: readonly CheckedSurvival[] = [],
): string {
  const titles = stacks.map(({ topology }) => titleOf(topology, colors));
  const lines = stacks.flatMap((stack, index) => [
    ...(titles[index] === titles[index - 1] ? [] : [titles[index] ?? "", ""]),
    ...stackLines(stack, colors),
    "",
  ]);
  const checks = checkLines(stacks, policies, survivals, colors);
  return [...lines, ...capacityLines(stacks, colors), "", ...checks].join("\n");
}

function titleOf({ system, primary }: Topology, colors: Colors): string {
  return `${colors.bold(system.name)}: ${system.standby} standby, primary region ${primary}`;
}

function stackLines({ inventory, topology, region }: StackPreview, colors: Colors): string[] {
  const home = region.name === topology.home ? "; home: owns what is global" : "";
  const note = `${region.name}: ${regionNote(topology, region)}${home}`;
  const root = inventory.resources.find(({ parent }) => parent === undefined);
  const all = inventory.resources.filter(({ custom }) => custom).length;
  const tree = root ? branch(childrenOf(inventory), root, { topology, region }, "", colors) : [];
  return [`${colors.bold(inventory.stack)}  ${note} ${colors.dim(`(${count(all)})`)}`, ...tree];
}

type Children = ReadonlyMap<string, readonly Resource[]>;

/** Children by parent, components first in the order of their names. */
function childrenOf({ resources }: Inventory): Children {
  const children = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.parent === undefined) continue;
    const siblings = children.get(resource.parent);
    if (siblings) siblings.push(resource);
    else children.set(resource.parent, [resource]);
  }
  return children;
}

function branch(
  children: Children,
  parent: Resource,
  place: Pick<StackPreview, "topology" | "region">,
  indent: string,
  colors: Colors,
): string[] {
  const components = (children.get(parent.urn) ?? [])
    .filter(({ custom }) => !custom)
    .sort((a, b) => (label(a) < label(b) ? -1 : 1));
  return components.flatMap((component, index) => {
    const last = index === components.length - 1;
    const note = annotate(component, place.topology, place.region);
    const said = note === undefined || note === "" ? "" : `  ${note}`;
    const size = colors.dim(`(${resourcesUnder(children, component)})`);
    return [
      `${indent}${last ? "└─ " : "├─ "}${colors.cyan(kind(component))} ${component.name} ${size}${said}`,
      ...branch(children, component, place, indent + (last ? "   " : "│  "), colors),
    ];
  });
}

function resourcesUnder(children: Children, component: Resource): number {
  return (children.get(component.urn) ?? []).reduce(
    (sum, child) => sum + (child.custom ? 1 : 0) + resourcesUnder(children, child),
    0,
  );
}

function kind({ type }: Resource): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function label(resource: Resource): string {
  return `${kind(resource)} ${resource.name}`;
}

/** Why each group is as large as it is. */
function capacityLines(stacks: readonly StackPreview[], colors: Colors): string[] {
  const groups = stacks.flatMap(({ region }) => Object.values(region.groups));
  const width = Math.max(0, ...groups.map(({ service, region }) => `${service} ${region}`.length));
  return [
    colors.bold("full capacity") +
      "  what is left with one zone lost and one instance out carries the peak",
    ...groups.map(
      ({ service, region, capacity }) =>
        `  ${`${service} ${region}`.padEnd(width)}  ${capacity.size} instances: ${capacity.arithmetic}`,
    ),
  ];
}

/** How much was checked, against what, and what came of it. */
function checkLines(
  stacks: readonly StackPreview[],
  policies: readonly PolicyResult[],
  survivals: readonly CheckedSurvival[],
  colors: Colors,
): string[] {
  const checks = stacks.map(({ check }) => check);
  const full = sum(checks.map(({ coverage }) => coverage.full));
  const declared = sum(checks.map(({ coverage }) => coverage.declared));
  const none = [...new Set(checks.flatMap(({ coverage }) => coverage.none))];
  const findings = [...checks, ...policies, ...survivals].flatMap((check) => check.findings);
  const missing = none.length === 0 ? "" : `, not at all: ${none.join(", ")}`;
  return [
    `checked ${count(full + declared)}: ${full} against the provider's schema, ` +
      `${declared} against the SDK's declarations${missing}`,
    ...policyLines(policies),
    ...survivals.map(({ survival }) => survivalLine(survival)),
    ...stacks.flatMap(objectiveLines),
    ...(findings.length === 0
      ? [colors.green("no problems")]
      : [colors.red(problems(findings.length)), ...findings.map((f) => findingLine(f, colors))]),
  ];
}

/** What the objectives come to, as the home region's stack shows it; nothing where none are described. */
function objectiveLines({ inventory }: StackPreview): string[] {
  const counts = inventory.outputs["objectives"];
  const said = VERDICTS.flatMap((verdict) => {
    const count = numberAt(counts, verdict);
    return count === undefined ? [] : [`${count} ${verdict}`];
  });
  if (said.length === 0) return [];
  return [`objectives: ${said.join(", ").replaceAll("-", " ")}; standby assess says why`];
}

/** How many reliability rules were held against the stacks, and what came of it. */
function policyLines(policies: readonly PolicyResult[]): string[] {
  if (policies.length === 0) return [];
  const held = new Set(policies.flatMap(({ evaluated }) => evaluated));
  const open = policies.flatMap(({ notEvaluated }) => notEvaluated.map(({ id }) => id));
  const undecided = new Set(open.filter((id) => !held.has(id)));
  const found = policies.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  const broken = new Set(found.filter((rule) => held.has(rule)));
  const waived = sum(policies.map((policy) => policy.waived.length));
  return [
    `held against ${held.size} reliability rules: ${broken.size} broken, ` +
      `${waived} waived, ${undecided.size} not decidable here`,
  ];
}

function findingLine({ severity, urn, path, message, rule }: Finding, colors: Colors): string {
  const word = severity === "error" ? colors.red(severity) : colors.yellow(severity);
  const [prefix = "", , type = "", name = ""] = urn.split("::");
  const where = `${prefix.replace("urn:pulumi:", "")} ${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
  return `  ${word}  ${where}  ${path === "" ? "" : `${path}  `}${message} ${colors.dim(`[${rule}]`)}`;
}

function count(resources: number): string {
  return `${resources} resource${resources === 1 ? "" : "s"}`;
}

function problems(found: number): string {
  return `${found} problem${found === 1 ? "" : "s"}:`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
