import type { EmptiedGroup } from "../mode";

/** A group that could not be emptied, and why. */
export interface NotEmptied {
  readonly group: EmptiedGroup;
  readonly because: string;
}

/**
 * Shrinks groups to no instance. Their autoscalers have to be off: while one decides about the size,
 * Compute Engine refuses to (412).
 *
 * @param fetch asks Compute Engine, with whatever says who asks
 * @returns those that it refused for, so that the rest is done all the same
 */
export async function emptyGroups(
  fetch: typeof globalThis.fetch,
  project: string,
  groups: readonly EmptiedGroup[],
): Promise<readonly NotEmptied[]> {
  const failed: NotEmptied[] = [];
  for (const group of groups) {
    const because = await emptied(fetch, project, group);
    if (because !== undefined) failed.push({ group, because });
  }
  return failed;
}

async function emptied(
  fetch: typeof globalThis.fetch,
  project: string,
  { region, zone, name }: EmptiedGroup,
): Promise<string | undefined> {
  const place = zone === undefined ? `regions/${region}` : `zones/${zone}`;
  const url = `https://compute.googleapis.com/compute/v1/projects/${project}/${place}/instanceGroupManagers/${name}/resize?size=0`;
  try {
    const response = await fetch(url, { method: "POST" });
    return response.ok ? undefined : `${response.status} ${await response.text()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The same for a person to type. */
export function emptyingCommand({ region, zone, name }: EmptiedGroup, project: string): string {
  const place = zone === undefined ? `--region ${region}` : `--zone ${zone}`;
  return `gcloud compute instance-groups managed resize ${name} --size 0 ${place} --project ${project}`;
}
