import type { Inventory, Resource } from "../../inventory/model";

/** A component of our own, or a resource of Google Cloud, with what stands under it. */
export interface Node {
  readonly type: string;
  readonly name: string;
  readonly under: readonly Node[];
}

export const component = (kind: string, name: string, ...under: readonly Node[]): Node => ({
  type: `standby:index:${kind}`,
  name,
  under,
});

export const resource = (type: string, name: string, ...under: readonly Node[]): Node => ({
  type: `gcp:${type}`,
  name,
  under,
});

/** What a stack's program would have registered. */
export function inventory(stack: string, ...nodes: readonly Node[]): Inventory {
  const root = { type: "pulumi:pulumi:Stack", name: `bank-${stack}`, under: nodes };
  return { project: "bank", stack, resources: registered(stack, root), outputs: {} };
}

function registered(stack: string, { type, name, under }: Node, parent?: Resource): Resource[] {
  const self: Resource = {
    urn: `urn:pulumi:${stack}::bank::${parent ? `${parent.type}$` : ""}${type}::${name}`,
    ...{ type, name, custom: type.startsWith("gcp:") },
    ...(parent ? { parent: parent.urn } : {}),
    ...{ inputs: {}, dependencies: [], propertyDependencies: {} },
    ...{ protect: false, retainOnDelete: false, ignoreChanges: [] },
  };
  return [self, ...under.flatMap((child) => registered(stack, child, self))];
}
