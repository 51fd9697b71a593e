import { readFileSync } from "node:fs";
import path from "node:path";
import { billOf } from "../../../assessment/cost/bill";
import { parsePrices } from "../../../assessment/cost/prices";
import { ruleFor } from "../../../assessment/cost/rules";
import type { Inventory, Resource } from "../../../inventory/model";

/** The project's own prices. */
export const PRICES = parsePrices(
  readFileSync(path.join(__dirname, "../../../assessment/cost/prices.tsv"), "utf8"),
);

/** A resource as an engine records it, with as little as a price needs. */
export function resource(
  type: string,
  name: string,
  inputs: Resource["inputs"],
  propertyDependencies: Resource["propertyDependencies"] = {},
): Resource {
  return {
    ...{ urn: urnOf(type, name), type, name, custom: true, inputs, propertyDependencies },
    ...{ dependencies: [], protect: false, retainOnDelete: false, ignoreChanges: [] },
  };
}

export const urnOf = (type: string, name: string) => `urn:pulumi:prod::standby::${type}::${name}`;

export function inventory(resources: readonly Resource[], stack = "prod"): Inventory {
  return { project: "standby", stack, resources, outputs: {} };
}

export const bill = (...resources: readonly Resource[]) =>
  billOf([inventory(resources)], ruleFor, PRICES);

export function sql(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  region = "us-central1",
) {
  return resource("gcp:sql/databaseInstance:DatabaseInstance", name, { region, settings });
}

const TEMPLATE = "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate";
const GROUP = "gcp:compute/regionInstanceGroupManager:RegionInstanceGroupManager";
const AUTOSCALER = "gcp:compute/regionAutoscaler:RegionAutoscaler";

/** A group of machines with its template and its autoscaler. */
export function group(
  name: string,
  { least, mode = "ON", type = "e2-medium" }: { least: number; mode?: string; type?: string },
  region = "us-central1",
): readonly Resource[] {
  return [
    resource(TEMPLATE, name, {
      machineType: type,
      disks: [{ diskSizeGb: 20, diskType: "pd-ssd" }],
    }),
    resource(GROUP, name, { region }, { versions: [urnOf(TEMPLATE, name)] }),
    resource(
      AUTOSCALER,
      name,
      { region, autoscalingPolicy: { minReplicas: least, maxReplicas: least * 2, mode } },
      { target: [urnOf(GROUP, name)] },
    ),
  ];
}

export const nat = (region = "us-central1") =>
  resource("gcp:compute/routerNat:RouterNat", region, { region });
