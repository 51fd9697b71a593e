import type { Plan } from "../../recovery/model";
import type { Around } from "../../recovery/runbook/then";

/** What gcloud alone can't do of a plan: said before anything is begun. */
export function cannot({ steps }: Plan, { then }: Around): readonly string[] {
  const kinds = new Set(steps.map(({ action }) => action.kind));
  const makes = steps.some(({ id }) => id.startsWith("make-"));
  const pods = steps.some(({ id }) => id.startsWith("list-pods-"));
  return [
    "write the description, or bring stacks in line: deployments stay frozen and the lease is kept until somebody has done both",
    ...(kinds.has("pods.scale") ? ["scale pods without kubectl and gke-gcloud-auth-plugin"] : []),
    ...(makes
      ? [
          "tell Pulumi of an instance that it makes: import it before its stack is deployed (pulumi import gcp:sql/databaseInstance:DatabaseInstance)",
        ]
      : []),
    ...(pods ? ["make a cluster and what runs in it: those services wait for Pulumi"] : []),
    ...(makes && Object.values(then.regions).some(({ keys }) => keys.length > 0)
      ? ["put a new instance under a key of the system's own"]
      : []),
  ];
}
