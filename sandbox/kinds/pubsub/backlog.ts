import type { Cloud } from "../../cloud";

/** Messages of a subscription that wait to be handed out or done. */
export function backlogOf(cloud: Cloud, project: string, subscription: string): number {
  return cloud.table<number>("pubsub.backlog").get(`${project}/${subscription}`) ?? 0;
}
