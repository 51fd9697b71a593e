import { linksIn } from "../../topology/backend-links";
import {
  backendName,
  clusterName,
  fenceName,
  instanceHost,
  namespaceName,
  privateZoneName,
} from "../../topology/naming";
import type { Condition } from "../condition";
import { backendPath } from "./backend-path";
import { objectOf } from "./gcloud";
import type { Around } from "./then";

/** A command that shows whether something holds, and what it prints then. */
export interface Look {
  readonly command: string;
  readonly shows:
    | { readonly is: "text"; readonly text: string }
    /** So many lines, or more, match the extended regular expression; `most` 0: none does. */
    | {
        readonly is: "lines";
        readonly like: string;
        readonly least: number;
        readonly most?: 0;
      }
    | { readonly is: "number"; readonly least: number };
}

/**
 * How a condition is seen with gcloud alone; `$SINCE` is the moment of the decision, in ISO 8601.
 * None where it can't be seen. All of them have to show.
 */
export function looksAt(condition: Condition, around: Around): readonly Look[] {
  const { now, then } = around;
  const { project } = now.naming;
  return raw(condition, around, then).map((look) => ({
    ...look,
    command:
      look.command.startsWith("gcloud ") && !look.command.startsWith("gcloud storage ")
        ? `${look.command} --project=${project}`
        : look.command,
  }));
}

function raw(condition: Condition, around: Around, then: Around["then"]): readonly Look[] {
  const { naming } = then;
  switch (condition.is) {
    case "lease-held":
      return [lines(`gcloud storage cat ${objectOf(around, "lease")}`, '"holder"', 1)];
    case "lease-free":
      return [none(`gcloud storage ls ${objectOf(around, "lease")}`, "lease.json")];
    case "frozen": {
      const command = `gcloud storage ls ${objectOf(around, "frozen")}`;
      return [condition.value ? lines(command, "frozen.json", 1) : none(command, "frozen.json")];
    }
    case "fenced":
      return (["in", "out"] as const).map((direction) =>
        text(
          `gcloud compute firewall-rules describe ${fenceName(naming, condition.region, direction)} --format="value(disabled)"`,
          condition.value ? "False" : "True",
        ),
      );
    case "backend":
      return backend(condition, then);
    case "scaled":
      return [scaled(condition, then)];
    case "healthy":
      return [
        {
          command: `gcloud compute backend-services get-health ${backendName(naming, condition.service)} --global --filter="backend~/${condition.region}" --flatten="status.healthStatus[]" --format="value(status.healthStatus.healthState)"`,
          shows: { is: "lines", like: "^HEALTHY$", least: condition.least },
        },
      ];
    case "writer-name":
      return [
        text(
          `gcloud dns record-sets describe ${then.databases[condition.store]?.host}. --zone=${privateZoneName(naming)} --type=CNAME --format="value(rrdatas[0])"`,
          `${instanceHost(naming, condition.store, condition.region)}.`,
        ),
      ];
    case "all":
      return condition.of.flatMap((one) => raw(one, around, then));
    default:
      return "store" in condition ? instance(condition, then) : [];
  }
}

function instance(
  condition: Extract<Condition, { readonly store: string }>,
  { regions }: Around["then"],
): readonly Look[] {
  const named = "instance" in condition ? condition.instance : undefined;
  const name = named ?? regions[condition.region]?.instances[condition.store]?.name;
  if (name === undefined) return [];
  const describe = (fields: string) =>
    `gcloud sql instances describe ${name} --format="csv[no-heading](${fields})"`;
  switch (condition.is) {
    case "writable":
      return [text(describe("instanceType,state"), "CLOUD_SQL_INSTANCE,RUNNABLE")];
    case "replica":
      return [text(describe("instanceType,state"), "READ_REPLICA_INSTANCE,RUNNABLE")];
    case "instance":
      return [text(describe("state"), "RUNNABLE")];
    case "stopped":
      return [text(describe("settings.activationPolicy"), "NEVER")];
    case "protected":
      return [
        text(
          describe("state,settings.availabilityType,settings.backupConfiguration.enabled"),
          "RUNNABLE,REGIONAL,True",
        ),
      ];
    case "backed-up":
      return [
        lines(
          `gcloud sql backups list --instance=${name} --filter="status=SUCCESSFUL AND startTime>=$SINCE" --format="value(id)"`,
          "^[0-9]+$",
          1,
        ),
      ];
    case "restored":
      return [
        lines(
          `gcloud sql operations list --instance=${name} --filter="operationType=RESTORE_VOLUME AND status=DONE AND insertTime>=$SINCE" --format="value(name)"`,
          ".",
          1,
        ),
        text(describe("instanceType,state"), "CLOUD_SQL_INSTANCE,RUNNABLE"),
      ];
    case "complete":
      return (["databases", "users"] as const).flatMap((what) =>
        whole(what === "users" ? condition.logins : condition.databases).map((like) =>
          lines(`gcloud sql ${what} list --instance=${name} --format="value(name)"`, like, 1),
        ),
      );
    default:
      return [];
  }
}

/** A line that is a name and nothing else. */
function whole(names: readonly string[]): readonly string[] {
  return names.map((name) => `^${name.replaceAll(".", String.raw`\.`)}$`);
}

function backend(
  { service, region, open, listed }: Extract<Condition, { readonly is: "backend" }>,
  then: Around["then"],
): readonly Look[] {
  const command = `gcloud compute backend-services describe ${backendName(then.naming, service)} --global --flatten="backends[]" --format="csv[no-heading](backends.group,backends.capacityScaler)"`;
  const links = linksIn(then, service, region).map(backendPath);
  return links.map((link) => {
    if (listed === false) return none(command, `${link},`);
    // A capacity of 0 is left out of some answers.
    return lines(command, open ? `${link},1(\\.0)?$` : `${link},(0(\\.0)?)?$`, 1);
  });
}

function scaled(
  { service, region, least }: Extract<Condition, { readonly is: "scaled" }>,
  { naming, regions, services }: Around["then"],
): Look {
  if (services[service]?.spec.runs.on === "kubernetes") {
    return {
      command: `kubectl get hpa ${service} --namespace=${namespaceName(naming)} --context=${contextOf(naming, region)} --output='jsonpath={.spec.minReplicas}'`,
      shows: { is: "number", least },
    };
  }
  return {
    command: `gcloud compute instance-groups managed describe ${regions[region]?.groups[service]?.name} --region=${region} --format="value(autoscaler.autoscalingPolicy.minNumReplicas)"`,
    shows: { is: "number", least },
  };
}

/** As get-credentials names a cluster's context. */
function contextOf(naming: Around["then"]["naming"], region: string): string {
  return `gke_${naming.project}_${region}_${clusterName(naming, region)}`;
}

function text(command: string, shown: string): Look {
  return { command, shows: { is: "text", text: shown } };
}

function lines(command: string, like: string, least: number): Look {
  return { command, shows: { is: "lines", like, least } };
}

function none(command: string, like: string): Look {
  return { command, shows: { is: "lines", like, least: 0, most: 0 } };
}
