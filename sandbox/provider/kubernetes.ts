import { createHash } from "node:crypto";
import type {
  Checked,
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  Difference,
  Found,
  Made,
  Provider,
  ReadRequest,
  UpdateRequest,
} from "../../engine/embedded/provider";
import { ProviderError } from "../../engine/embedded/provider";
import type { Properties } from "../../engine/embedded/wire";
import type { FieldRules } from "../../inventory/fields/rules";
import type { Cloud } from "../cloud";
import { CloudError } from "../error";
import { at, isObject, type JsonObject } from "../json";
import { Caller, isMissing, type Transact } from "./caller";
import { differences } from "./differ";
import { isCovered } from "./ignored";
import { logicalName, typeOf } from "./kind-of";
import { clusterOf, objectAddress, objectId, placed, refuseObject, statusOf } from "./objects";
import { inputsFrom } from "./properties";
import { isSame, wired } from "./values";

/** Pulumi's mark on names that it made up. */
const AUTO_NAMED = "pulumi.com/autonamed";

/** What the API doesn't change in place: https://kubernetes.io/docs/reference/, "immutable". */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  ConfigMap: ["immutable"],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.selector", "spec.template", "spec.completions"],
  PersistentVolumeClaim: ["spec.accessModes", "spec.storageClassName", "spec.volumeName"],
  RoleBinding: ["roleRef"],
  Secret: ["immutable", "type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.podManagementPolicy", "spec.selector", "spec.serviceName"],
  StorageClass: ["parameters", "provisioner", "volumeBindingMode"],
};
const ALWAYS_IMMUTABLE = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

/** No field rules: the API server checks objects, and a preview doesn't ask it. */
const NO_RULES: FieldRules = {
  fieldsOf: () => [],
  field: () => undefined,
  under: () => new Map(),
  isReplace: () => false,
  covers: () => "none",
};

/** Pulumi's Kubernetes provider over the objects that the sandbox keeps for its clusters. */
export class KubernetesProvider implements Provider {
  readonly name = "kubernetes";
  readonly #caller: Caller;
  #config: Properties = {};

  constructor(transact: Transact) {
    this.#caller = new Caller(transact);
  }

  async configure(config: Properties): Promise<void> {
    this.#config = config;
  }

  async check({ urn, olds, news, randomSeed }: CheckRequest): Promise<Checked> {
    const metadata = isObject(news["metadata"]) ? news["metadata"] : {};
    if (metadata["name"] !== undefined || metadata["generateName"] !== undefined) {
      return { inputs: news, failures: [] };
    }
    const before = at(olds, "metadata.name");
    const kept = typeof before === "string" && isAutoNamed(olds ?? {}) ? before : undefined;
    const annotations = isObject(metadata["annotations"]) ? metadata["annotations"] : {};
    const named = {
      ...metadata,
      name: kept ?? madeUp(urn, randomSeed),
      annotations: { ...annotations, [AUTO_NAMED]: "true" },
    };
    return { inputs: wired({ ...news, metadata: named }), failures: [] };
  }

  async diff({ urn, news, olds, oldInputs, ignoreChanges }: DiffRequest): Promise<Difference> {
    const changes = differences({
      type: typeOf(urn),
      rules: NO_RULES,
      news,
      state: olds,
      oldInputs,
      isIgnored: (place) => isCovered(place, ignoreChanges),
    });
    const kind = typeof news["kind"] === "string" ? news["kind"] : "";
    const fixed = [...ALWAYS_IMMUTABLE, ...(IMMUTABLE[kind] ?? [])];
    const replaces = [...changes.keys()].filter((place) => isCovered(place, fixed));
    const isSameName = !replaces.some((place) => place.startsWith("metadata."));
    return {
      changes: Object.fromEntries(changes),
      replaces,
      deleteBeforeReplace: replaces.length > 0 && isSameName && !isAutoNamed(news),
    };
  }

  async create({ urn, inputs, preview }: CreateRequest): Promise<Made> {
    if (preview) return { id: "", outputs: inputs };
    const object = placed(inputs);
    const id = objectId(object);
    return this.#caller.call(`${logicalName(urn)}: ${id} failed to create`, (cloud) => {
      const cluster = clusterOf(this.#config, cloud);
      cloud.advanceTo(Math.max(cloud.now, cluster.readyAt));
      cloud.get(cluster); // the cluster's own API answers only while its region does
      refuseObject(object, cluster, cloud);
      const address = objectAddress(urn, id, cluster);
      const { properties } = cloud.create(address, { ...object, ...statusOf(object) });
      return { id, outputs: wired(properties) };
    });
  }

  async read({ urn, id: known, inputs }: ReadRequest): Promise<Found | undefined> {
    const id = known === "" ? objectId(placed(inputs)) : known;
    const found = await this.#caller.call(`${id} failed to read`, (cloud) =>
      this.#existing(cloud, urn, id),
    );
    if (!found) return undefined;
    const { status: _, ...object } = found;
    const given = Object.keys(inputs).length > 0;
    return { id, outputs: wired(found), inputs: wired(given ? inputsFrom(inputs, found) : object) };
  }

  async update({ urn, id, olds, news, preview }: UpdateRequest): Promise<Properties> {
    const object = placed(news);
    if (preview) return wired({ ...olds, ...object });
    return this.#caller.call(`${id} failed to update`, (cloud) => {
      const cluster = clusterOf(this.#config, cloud);
      refuseObject(object, cluster, cloud);
      const address = objectAddress(urn, id, cluster);
      const after = { ...object, ...statusOf(object) };
      const now = cloud.get(address).properties;
      return wired(isSame(now, after) ? now : cloud.update(address, after).properties);
    });
  }

  async delete({ urn, id }: DeleteRequest): Promise<void> {
    await this.#caller.call(`${id} failed to delete`, (cloud) => {
      if (this.#existing(cloud, urn, id)) {
        cloud.delete(objectAddress(urn, id, clusterOf(this.#config, cloud)));
      }
    });
  }

  async invoke(token: string): Promise<Properties> {
    throw new ProviderError(`the sandbox's Kubernetes provider has no function ${token}`);
  }

  /** Gives up on every call that has had no answer. */
  cancel(): void {
    this.#caller.cancel();
  }

  #existing(cloud: Cloud, urn: string, id: string): JsonObject | undefined {
    try {
      return cloud.get(objectAddress(urn, id, clusterOf(this.#config, cloud))).properties;
    } catch (error) {
      if (error instanceof CloudError && isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** `<logical name>-<8 hex>`, which is what Pulumi's provider makes up. */
function madeUp(urn: string, randomSeed: string): string {
  const hash = createHash("sha256").update(randomSeed || urn);
  return `${logicalName(urn)}-${hash.digest("hex").slice(0, 8)}`;
}

function isAutoNamed(object: JsonObject): boolean {
  const annotations = at(object, "metadata.annotations");
  return isObject(annotations) && annotations[AUTO_NAMED] === "true";
}
