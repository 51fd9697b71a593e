import type { Event } from "../recovery/model";
import type { Topology } from "../topology/model";
import { backendName } from "../topology/naming";
import { shellText } from "./bundle/shell-text";

/** An experiment of Google's Fault Injection Testing, as its API takes it. */
export interface Experiment {
  readonly name: string;
  /** What it lets happen, in words. */
  readonly says: string;
  /** Of `projects.locations.experimentTemplates`. */
  readonly template: {
    readonly displayName: string;
    readonly description: string;
    readonly duration: string;
    readonly action: Readonly<Record<string, unknown>>;
  };
}

/** The forwarding rule's name is Google's to find: it has none that is known before. */
const FORWARDING_RULE = "FORWARDING-RULE";

/**
 * What Google lets happen on purpose: https://docs.cloud.google.com/fault-injection-testing/reference/rest/v1alpha/Action,
 * read 2026-11-21. It is an alpha; whether a project has it is unconfirmed. Losing a whole zone of
 * machines (`gceFailCompute`) is left out, because what it takes could not be read.
 */
export function experimentsFor(
  { naming, regions, primary, databases, services }: Topology,
  event: Event,
  of?: string,
): readonly Experiment[] {
  const chosen = (name: string) => of === undefined || of === name;
  if (event === "zone-loss") {
    // A failover leaves the zone that the instance is in, whichever of the region's that is.
    if (of !== undefined && !regions[primary]?.zones.includes(of)) return [];
    const writers = Object.values(regions[primary]?.instances ?? {}).filter(({ ha }) => ha);
    return writers
      .filter(({ store }) => databases[store] !== undefined)
      .map(({ store, name }) =>
        experiment(`${store}-zone`, `the instance of ${store} moves to its second zone`, {
          cloudSqlFailover: { instance: `projects/${naming.project}/instances/${name}` },
        }),
      );
  }
  if (event !== "dependency-loss" && event !== "bad-release") return [];
  const called = Object.keys(services).filter(chosen);
  return called.map((service) =>
    experiment(`${service}-fails`, `every request to ${service} is answered with 503`, {
      l7LbHttpFault: {
        forwardingRule: `projects/${naming.project}/global/forwardingRules/${FORWARDING_RULE}`,
        backendService: `projects/${naming.project}/global/backendServices/${backendName(naming, service)}`,
        abort: { statusCode: 503, percentage: 100 },
      },
    }),
  );
}

function experiment(
  name: string,
  says: string,
  action: Readonly<Record<string, unknown>>,
): Experiment {
  const description = `${says}; look at what standby drill predicts first`;
  return { name, says, template: { displayName: name, description, duration: "300s", action } };
}

/** What a person types to have it happen: nothing here does. */
export function experimentCommands({ name }: Experiment, project: string, file: string): string[] {
  const base = `https://faulttesting.googleapis.com/v1alpha/projects/${project}/locations/global`;
  const post = `curl --request POST --header "Authorization: Bearer $(gcloud auth print-access-token)" --header "Content-Type: application/json"`;
  const template = `projects/${project}/locations/global/experimentTemplates/${name}`;
  return [
    `${post} --data ${shellWord(`@${file}`)} "${base}/experimentTemplates?experimentTemplateId=${name}"`,
    `${post} --data '${JSON.stringify({ experimentTemplate: template })}' "${base}/experiments?experimentId=${name}"`,
    `${post} "${base}/experiments/${name}:start"`,
  ];
}

/** As it is where a shell takes it as it is: a folder's name may hold anything. */
function shellWord(text: string): string {
  return /^[\w@./-]+$/.test(text) ? text : shellText(text);
}
