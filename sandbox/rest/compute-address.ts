import type { CloudResource } from "../model";
import { scopeOf } from "./compute-operation";
import type { Matched } from "./route";

/** What a path names; autoscalers are named in the query when they are changed. */
export function addressOf(kind: string, { at, query }: Matched) {
  const { project = "", place = "global", name = query.get("autoscaler") ?? "" } = at;
  return { kind, project, location: place, name };
}

/** The name of a resource and its link, as every answer about it has them. */
export const named = ({ name, location, project }: CloudResource) => ({
  name,
  selfLink: `https://www.googleapis.com/compute/v1/projects/${project}/${scopeOf(location)}/${name}`,
});
