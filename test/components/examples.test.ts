import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { sharedByName } from "../../components/shared";
import { kindName } from "../../inventory/fields/rules";
import type { Topology } from "../../topology/model";
import { readTopology } from "../../topology/read";
import { PROJECT } from "../stacks/runs";
import { classDocs, docsIn, type Example, missingIn } from "./class-doc";

const DOCS = classDocs();

/** By name, so that an example needs no imports. */
const CLASSES = Object.assign(
  {},
  ...DOCS.map(({ file }) => require(path.join(PROJECT, "components", file)) as object),
) as Readonly<Record<string, unknown>>;

interface Registered {
  readonly type: string;
  readonly urn: string;
  readonly parent: string;
}

/** What a shipped system means; several examples are about the same. */
const topologies = new Map<string, Topology>();

function topologyOf(system: string): Topology {
  const text = readFileSync(path.join(PROJECT, system), "utf8");
  const { topology, problems } = readTopology({ path: system, text }, "example-project");
  if (!topology) throw new Error(JSON.stringify(problems));
  return topology;
}

/** What an example registers, with mocks for everything beyond the program. */
async function run({ system, region, code }: Example): Promise<readonly Registered[]> {
  const topology = topologies.get(system) ?? topologyOf(system);
  topologies.set(system, topology);
  const here = topology.regions[region];
  if (!here) throw new Error(`"${region}" is no region of ${system}`);
  const registered = await listening();
  const given = { topology, region: here, shared: sharedByName(topology), ...CLASSES };
  // oxlint-disable-next-line no-new-func, no-implied-eval -- an example is code of this project
  new Function(...Object.keys(given), `"use strict";\n${code}`)(...Object.values(given));
  await settled(registered);
  return registered;
}

/** Fills as resources are registered; a preview, so what only a provider knows isn't known. */
async function listening(): Promise<Registered[]> {
  const registered: Registered[] = [];
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
    id: `${name}-id`,
    state: inputs as Record<string, unknown>,
  });
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "standby", "example", true);
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (request, callback) => {
    await register(request, (error, response: { getUrn(): string } | undefined) => {
      const asked = request as { getType(): string; getParent(): string };
      if (response) {
        registered.push({
          type: asked.getType(),
          parent: asked.getParent(),
          urn: response.getUrn(),
        });
      }
      callback(error, response);
    });
  };
  return registered;
}

/** Waits until nothing more is registered: one resource may wait for another's outputs. */
async function settled(registered: readonly Registered[]): Promise<void> {
  for (let before = -1, still = 0; still < 3; before = registered.length) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await pulumi.runtime.awaitStackRegistrations();
    still = registered.length === before ? still + 1 : 0;
  }
}

/** `sql.DatabaseInstance` of Google's, `k8s.Deployment` of Kubernetes', `Database` of a component. */
function shortName(type: string): string {
  const [from, , last = ""] = type.split(":");
  if (from === "standby") return last;
  if (from === "kubernetes") return `k8s.${last}`;
  return type === "pulumi:providers:kubernetes" ? "k8s.Provider" : kindName(type);
}

describe("every component class", () => {
  it("says which failure it survives, what it costs in standby, what it doesn't cover, and shows an example", () => {
    const lacking = DOCS.flatMap((doc) => {
      const missing = missingIn(doc);
      return missing.length > 0 ? [`${doc.file}: ${doc.name} lacks ${missing.join(", ")}`] : [];
    });
    expect(lacking).toEqual([]);
    expect(DOCS.length).toBeGreaterThan(40);
  });

  it("is a component under its own name", () => {
    const others = DOCS.filter(({ file, name }) => {
      const text = readFileSync(path.join(PROJECT, "components", file), "utf8");
      return !text.includes(`super("standby:index:${name}", name, `);
    });
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});

describe("the example of", () => {
  const examples = DOCS.flatMap(({ name, examples: of }) =>
    of.map((example): [string, Example] => [name, example]),
  );

  it.each(examples)("%s registers it, and what it says right under it", async (name, example) => {
    const registered = await run(example);
    const [component] = registered.filter(({ type }) => type === `standby:index:${name}`);
    const under = registered.filter(({ parent }) => parent === component?.urn);
    expect(component?.parent).toBe("");
    expect([...new Set(under.map(({ type }) => shortName(type)))].sort()).toEqual(
      [...example.registers].sort(),
    );
  });
});

describe("a class doc", () => {
  it("is missed where there is none, and what is unsaid is named", () => {
    const [bare, half] = docsIn(
      "x.ts",
      `export class Bare {}
/**
 * Survives the loss of a zone. Costs nothing. In standby it is there.
 *
 * @example
 * new Half("x");
 */
export class Half {}`,
    );
    expect(missingIn(bare!)).toEqual([
      "which failure it survives",
      "what it costs in standby",
      "what it doesn't cover",
      "an @example",
    ]);
    expect(missingIn(half!)).toEqual(["what it costs in standby", "what it doesn't cover"]);
  });
});
