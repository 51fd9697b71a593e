import { defaultGoal } from "../../../engine/embedded/deploy/goals";
import type { DeployRun, Runner } from "../../../engine/embedded/deploy/run";
import type { Goal } from "../../../engine/embedded/registry";
import { Registry } from "../../../engine/embedded/registry";
import type { Registered } from "../../../engine/embedded/registrar";
import type { Diagnostic } from "../../../engine/embedded/diagnostics";
import { cloudProvider, type Cloud } from "./cloud";

/** A thing that a program registers. */
export interface Node {
  readonly name: string;
  readonly size?: number;
  readonly location?: string;
  /** Whether its name is given, so that it has to go before it can be replaced. */
  readonly literal?: boolean;
  /** Names of things whose links it takes; it is replaced where `of` names them. */
  readonly uses?: readonly string[];
  readonly of?: string;
  readonly options?: Partial<Goal>;
}

/** A program without a process: registers each thing as soon as what it uses is there. */
export function graphOf(nodes: readonly Node[]): Runner {
  return async (_, registrarOf) => {
    const registry = new Registry("shop", "prod");
    const diagnostics: Diagnostic[] = [];
    const registrar = registrarOf({
      registry,
      config: { "cloud:region": "us-east1" },
      runHooks: async () => undefined,
      report: (diagnostic) => void diagnostics.push(diagnostic),
      cutOff: () => undefined,
    });
    const made = new Map<string, Promise<Registered>>();
    const later = new Map(nodes.map((node) => [node.name, node]));
    const register = (name: string): Promise<Registered> => {
      const known = made.get(name) ?? registered(later.get(name)!);
      made.set(name, known);
      return known;
    };
    const registered = async (node: Node) => registrar.register(await goalOf(node, register));
    try {
      await Promise.all(nodes.map(({ name }) => register(name)));
      await registrar.programEnds();
    } catch {
      // The engine has said why.
    }
    return { registry, diagnostics };
  };
}

async function goalOf(node: Node, made: (name: string) => Promise<Registered>): Promise<Goal> {
  const uses = await Promise.all((node.uses ?? []).map(made));
  const of = node.of === undefined ? undefined : await made(node.of);
  const needs = [...uses, ...(of ? [of] : [])].map(({ urn }) => urn);
  return {
    ...defaultGoal("cloud", "", {}),
    type: "cloud:index:Thing",
    name: node.name,
    inputs: {
      size: node.size ?? 1,
      location: node.location ?? "a",
      uses: uses.map(({ outputs }) => outputs["link"] ?? UNKNOWN),
      ...(of ? { of: of.outputs["link"] ?? UNKNOWN } : {}),
      ...(node.literal === true ? { name: node.name, literal: node.name } : {}),
    },
    dependencies: needs,
    propertyDependencies: {
      uses: uses.map(({ urn }) => urn),
      ...(of ? { of: [of.urn] } : {}),
    },
    ...node.options,
  };
}

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function runOn(cloud: Cloud): DeployRun {
  return { providers: (name) => (name === "cloud" ? cloudProvider(cloud) : undefined) };
}

export const urn = (name: string) => `urn:pulumi:prod::shop::cloud:index:Thing::${name}`;
