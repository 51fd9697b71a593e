import { ProviderError } from "../../engine/embedded/provider";
import type { FieldRules } from "../../inventory/fields/rules";
import { idOf, type Address, type Cloud } from "../cloud";
import { CloudError, notFound } from "../error";
import { at, isObject, type Json, type JsonObject } from "../json";
import { changesWith, computedFor } from "../kinds/computed";
import {
  addressFor,
  idFor,
  identifyingInputs,
  identityOf,
  partsOf,
  type Find,
} from "../kinds/identity";
import { refusals } from "./check";
import { refuseUnconnected } from "./connected";
import { isDeclared, sentFields } from "./face-fields";
import { madeUp } from "./made-up";
import { kindOf, typeOf } from "./kind-of";
import { updated } from "./properties";
import { isSwitchover } from "./replaces";
import { afterProject } from "./same";
import { surroundings } from "./surroundings";
import { isSame } from "./values";

/** The provider's own configuration, as far as the sandbox uses it. */
export interface Configuration {
  readonly project?: string;
  readonly region?: string;
  readonly zone?: string;
}

const PLACES = ["project", "region", "zone"] as const;

/** Finds and changes the things in the cloud that resources stand for. */
export class Things {
  readonly configuration: Configuration;
  readonly #rules: FieldRules;

  constructor(configuration: Configuration, rules: FieldRules) {
    this.configuration = configuration;
    this.#rules = rules;
  }

  /**
   * Inputs with the project, region and zone that the provider's configuration adds.
   * @throws ProviderError if one is needed and nobody gives it.
   */
  completed(urn: string, inputs: JsonObject): JsonObject {
    const fields = this.#rules.under(typeOf(urn), "");
    const needed = identifyingInputs(kindOf(urn));
    const added = PLACES.flatMap((place): [string, Json][] => {
      if (inputs[place] !== undefined || !(fields.has(place) || needed.includes(place))) return [];
      const value = this.configuration[place];
      if (value !== undefined && (place === "project" || needed.includes(place))) {
        return [[place, value]];
      }
      if (needed.includes(place)) throw new ProviderError(`${place}: required field is not set`);
      return [];
    });
    return { ...inputs, ...Object.fromEntries(added) };
  }

  /** Inputs with the name that the provider makes up after a prefix, before it makes any call. */
  withName(cloud: Cloud, urn: string, asked: JsonObject): JsonObject {
    if (asked["namePrefix"] === undefined) return asked;
    return { ...asked, ...named(asked, this.#newParts(cloud, urn, asked)) };
  }

  /** Makes a thing, and says what there is then. @throws CloudError */
  create(cloud: Cloud, urn: string, asked: JsonObject): { id: string; properties: JsonObject } {
    const kind = kindOf(urn);
    const parts = this.#newParts(cloud, urn, asked);
    const address = this.#address(cloud, kind, parts);
    const id = idFor(kind, parts);
    const sent = sentFields(kind, asked, "create");
    refuse(cloud, urn, sent, address);
    refuseUnconnected(cloud, kind, sent);
    const properties = { ...computedFor(address, id, sent), ...sent };
    awaitNeeded(cloud, address, properties);
    const there = isDeclared(kind) && cloud.find(idOf(address)) !== undefined;
    const made = there ? cloud.get(address) : cloud.create(address, properties);
    return { id, properties: made.properties };
  }

  /** @throws CloudError 404 if it isn't there. */
  read(cloud: Cloud, kind: string, id: string, state: JsonObject): JsonObject {
    return cloud.get(this.#existing(cloud, kind, id, state)).properties;
  }

  /**
   * What these inputs would have made, if it is there: found by the name in them. What has a number
   * of the service's own is the last one of this URN that is as the inputs say. @throws CloudError
   */
  made(cloud: Cloud, urn: string, asked: JsonObject): { id: string; properties: JsonObject } {
    const kind = kindOf(urn);
    const sent = sentFields(kind, asked, "create");
    let last: JsonObject | undefined;
    const named = madeUp(urn, this.#parts(kind, asked), (candidate) => {
      const there = cloud.find(idOf(this.#address(cloud, kind, candidate)));
      if (there && isSame({ ...there.properties, ...sent }, there.properties)) last = candidate;
      return there === undefined;
    });
    const parts = last ?? named;
    const { properties } = cloud.get(this.#address(cloud, kind, parts));
    return { id: idFor(kind, parts), properties };
  }

  /** Gives a thing what is asked for, if it hasn't got it. @throws CloudError */
  update(cloud: Cloud, urn: string, id: string, asked: JsonObject, state: JsonObject): JsonObject {
    const kind = kindOf(urn);
    const address = this.#existing(cloud, kind, id, state);
    const current = cloud.find(idOf(address));
    if (!current) throw notFound(id);
    const sent = sentFields(kind, asked, "update");
    refuse(cloud, urn, sent, address);
    const properties = updated(typeOf(urn), this.#rules, current.properties, {
      ...sent,
      ...changesWith(sent),
    });
    if (isSame(properties, current.properties)) return current.properties;
    awaitNeeded(cloud, address, { ...properties, ...asked });
    return cloud.update(address, properties).properties;
  }

  /** Makes a replica a primary, the way that the provider takes for it. @throws CloudError */
  promote(cloud: Cloud, id: string, asked: JsonObject, state: JsonObject): void {
    const address = this.#existing(cloud, "sql.DatabaseInstance", id, state);
    const verb = isSwitchover(asked, state) ? "switchover" : "promoteReplica";
    awaitNeeded(cloud, address, asked);
    act(cloud, address, verb);
  }

  /** Puts a backup in the place of what an instance of Cloud SQL holds. @throws CloudError */
  restore(cloud: Cloud, id: string, asked: JsonObject, state: JsonObject): void {
    const address = this.#existing(cloud, "sql.DatabaseInstance", id, state);
    awaitNeeded(cloud, address, asked);
    const context = asked["restoreBackupContext"];
    act(cloud, address, "restoreBackup", isObject(context) ? context : {});
  }

  /** @throws CloudError */
  delete(cloud: Cloud, kind: string, id: string, state: JsonObject): void {
    cloud.delete(this.#existing(cloud, kind, id, state));
  }

  #parts(kind: string, asked: JsonObject): JsonObject {
    const { project } = this.configuration;
    const standard = identityOf(kind).id.includes("{location}") ? { location: "global" } : {};
    return { ...(project === undefined ? {} : { project }), ...standard, ...asked };
  }

  /** The parts of something new, with what is made up for it. */
  #newParts(cloud: Cloud, urn: string, asked: JsonObject): JsonObject {
    const kind = kindOf(urn);
    return madeUp(
      urn,
      this.#parts(kind, asked),
      (candidate) => cloud.find(idOf(this.#address(cloud, kind, candidate))) === undefined,
    );
  }

  #address(cloud: Cloud, kind: string, parts: JsonObject): Address {
    return addressFor(kind, parts, finder(cloud));
  }

  /** Where a thing is, by its id and what the state says; by its name alone if it was imported. */
  #existing(cloud: Cloud, kind: string, id: string, state: JsonObject): Address {
    const { condition, ...known } = this.#parts(kind, state);
    const told = partsOf(kind, id);
    // The id of a grant says its condition already.
    const parts = told ? { ...known, ...told } : { ...known, ...(condition ? { condition } : {}) };
    const address = this.#address(cloud, kind, parts);
    if (cloud.find(idOf(address))) return address;
    return finder(cloud)(kind, address.project, address.name) ?? address;
  }
}

/** Has an action carried out to its end. @throws CloudError also if it fails then */
function act(cloud: Cloud, address: Address, verb: string, args: JsonObject = {}): void {
  const { id: operation, end } = cloud.act(address, verb, args);
  cloud.advanceTo(end);
  const { error } = cloud.operation(operation);
  if (error !== undefined) throw new CloudError(400, "operationFailed", error);
}

function finder(cloud: Cloud): Find {
  return (kind, project, name) => {
    for (const thing of cloud.all(kind)) {
      if (thing.name === name && thing.project === project) return thing;
    }
    return undefined;
  };
}

/**
 * Lets the time pass that operations take on a thing and on what it needs: the provider answers
 * only when they are over, so whatever comes after them finds them done.
 */
function awaitNeeded(cloud: Cloud, address: Address, properties: JsonObject): void {
  const id = idOf(address);
  const itself = cloud.find(id);
  const blank = { runtime: {}, createdAt: cloud.now, readyAt: cloud.now, revision: 0 };
  const named = instancesIn(properties).flatMap(
    (name) => finder(cloud)("sql.DatabaseInstance", address.project, name) ?? [],
  );
  const needed = cloud.referredTo({ ...blank, ...address, id, properties });
  const ends = [...(itself ? [itself] : []), ...named, ...needed].map(({ readyAt }) => readyAt);
  cloud.advanceTo(Math.max(cloud.now, ...ends));
}

/** The other instances that a Cloud SQL instance names. */
function instancesIn(properties: JsonObject): string[] {
  const replicas = properties["replicaNames"];
  return [
    properties["masterInstanceName"],
    at(properties, "replicationCluster.failoverDrReplicaName"),
    ...(Array.isArray(replicas) ? replicas : []),
  ].flatMap((name) => (typeof name === "string" && name !== "" ? [afterProject(name)] : []));
}

/** A name that was made up at creation is one of the thing's properties. */
function named(asked: JsonObject, parts: JsonObject): JsonObject {
  const name = at(parts, "name");
  return asked["name"] === undefined && asked["namePrefix"] !== undefined && name !== undefined
    ? { name }
    : {};
}

/** What the API refuses by the look of one thing, and of what is there beside it. */
function refuse(cloud: Cloud, urn: string, sent: JsonObject, address: Address): void {
  const [first] = refusals(urn, sent, (asked) => surroundings(cloud, asked, idOf(address)));
  if (first) {
    const where = first.path === "" ? "the resource" : `'resource.${first.path}'`;
    throw new CloudError(400, "invalid", `Invalid value for field ${where}: ${first.message}`);
  }
}
