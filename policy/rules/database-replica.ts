import type { Resource } from "../../inventory/model";
import { isLate, listAt, quoted, textAt, valueAt } from "../../inventory/values";
import { type PolicyContext, regionOf, standingRegions, trusted } from "../context";
import { broken, isNot, shown, type PolicyBreach, type PolicyRule } from "../rule";
import { anyDatabase, DATABASES, isForReading, isReplica, writers } from "./database";

export const databaseReplicaRules: readonly PolicyRule[] = [
  {
    id: "R2",
    title: "A writer has a replica in another region that is its equal",
    severity: "error",
    source:
      "Cloud SQL's page on advanced DR: same version, another region, direct and not cascading, TLS alike before a switchover. Cold standby has no replica by design (docs/architecture.md), nor does a writer without another standing region",
    fix: "declare the replica, with the writer's version, flags, TLS mode and network and no smaller tier",
    scope: "system",
    applies: anyDatabase,
    breaches: (context) =>
      writers(context).flatMap((writer) => {
        const replicas = replicasOf(context, writer);
        const needed =
          context.situation.standby !== "cold" &&
          standingRegions(context).some((region) => region !== regionOf(writer));
        return [
          ...broken(
            needed && replicas.length === 0,
            writer,
            "",
            `has no replica outside of "${regionOf(writer)}", so its data goes with the region; declare one in another region`,
          ),
          ...replicas.flatMap((replica) => differences(writer, replica)),
        ];
      }),
  },
  {
    id: "R3",
    title: "In hot standby a replica has HA already",
    severity: "error",
    source:
      "Cloud SQL's page on promotion: a promoted replica isn't HA by itself. In warm standby HA comes with the promotion, by design. A read replica beside its source is never promoted",
    fix: "set the replica's availabilityType to REGIONAL",
    scope: "stack",
    applies: {
      to: "a replica of another region's instance, in hot standby",
      when: (context) => context.situation.standby === "hot" && successors(context).length > 0,
    },
    breaches: (context) =>
      successors(context).flatMap((replica) => {
        const path = "settings.availabilityType";
        return broken(
          isNot(replica, path, "REGIONAL"),
          replica,
          path,
          `${shown(replica, path)}: once promoted, the writer would go down with its zone; use REGIONAL`,
        );
      }),
  },
];

/** Replicas that may become the writer; those that are read from are none. */
function successors(context: PolicyContext): readonly Resource[] {
  return trusted(context, DATABASES).filter(
    (instance) => isReplica(instance) && !isForReading(context, instance),
  );
}

function replicasOf(context: PolicyContext, writer: Resource): readonly Resource[] {
  const name = textAt(writer.inputs, "name");
  return trusted(context, DATABASES).filter(
    (replica) =>
      name !== undefined &&
      textAt(replica.inputs, "masterInstanceName") === name &&
      regionOf(replica) !== regionOf(writer),
  );
}

const ALIKE = [
  "databaseVersion",
  "settings.ipConfiguration.sslMode",
  "settings.ipConfiguration.privateNetwork",
];

function differences(writer: Resource, replica: Resource): PolicyBreach[] {
  const alike = ALIKE.flatMap((path) => {
    const [wanted, is] = [valueAt(writer.inputs, path), valueAt(replica.inputs, path)];
    return broken(
      !isLate(wanted) && !isLate(is) && wanted !== is,
      replica,
      path,
      `${shown(replica, path)} isn't the writer's ${quoted(wanted)}; make them equal`,
    );
  });
  const [tier = "", wanted = ""] = [replica, writer].map(({ inputs }) =>
    textAt(inputs, "settings.tier"),
  );
  return [
    ...alike,
    ...broken(
      flagsOf(writer) !== flagsOf(replica),
      replica,
      "settings.databaseFlags",
      `"${flagsOf(replica)}" aren't the writer's "${flagsOf(writer)}"; make them equal`,
    ),
    ...broken(
      isSmaller(tier, wanted),
      replica,
      "settings.tier",
      `"${tier}" is smaller than the writer's "${wanted}", so it couldn't take its load; use the same`,
    ),
  ];
}

function flagsOf({ inputs }: Resource): string {
  return listAt(inputs, "settings.databaseFlags")
    .map((flag) => `${textAt(flag, "name", "")}=${textAt(flag, "value", "")}`)
    .sort()
    .join(" ");
}

/** Tiers of one family are compared by their numbers, those of two families not at all. */
function isSmaller(tier: string, wanted: string): boolean {
  const [numbers, family] = [numbersOf(tier), tier.replace(/\d+/g, "")];
  return (
    family === wanted.replace(/\d+/g, "") &&
    numbersOf(wanted).some((number, index) => (numbers[index] ?? 0) < number)
  );
}

function numbersOf(tier: string): readonly number[] {
  return [...tier.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}
