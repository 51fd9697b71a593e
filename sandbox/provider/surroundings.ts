import type { Inventory, Resource } from "../../inventory/model";
import type { Cloud } from "../cloud";
import type { CloudResource } from "../model";

/**
 * What is in the cloud, as rules over inventories read it: with `asked` in the place of what it
 * shall be made of. It is gone through only where a rule looks at others. Others come first in the
 * order of URNs: of two that clash it is the one that is asked for that is refused.
 */
export function surroundings(cloud: Cloud, asked: Resource, itself: string): Inventory {
  let all: readonly Resource[] | undefined;
  return {
    project: "",
    stack: "",
    outputs: {},
    get resources() {
      return (all ??= [...othersIn(cloud, itself), asked]);
    },
  };
}

function* othersIn(cloud: Cloud, itself: string): Iterable<Resource> {
  for (const thing of cloud.all()) {
    if (thing.id !== itself) yield resourceOf(thing);
  }
}

function resourceOf({ id, kind, name, properties }: CloudResource): Resource {
  const [service = "", type = ""] = kind.split(".");
  const own = name.split("/").at(-1) ?? name;
  return {
    urn: `there:${id}`,
    type: `gcp:${service}:${type}`,
    name: own,
    custom: true,
    inputs: { name: own, ...properties },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
  };
}
