import { loadSystem, type Source } from "../system/load";
import type { Problem } from "../system/problem";
import { buildTopology } from "./build";
import type { Topology } from "./model";
import { projectProblems } from "./project";
import { topologyRelations } from "./relations";

/** What a description means, or everything that is wrong with it. */
export type Read =
  | { readonly topology: Topology; readonly problems?: undefined }
  | { readonly topology?: undefined; readonly problems: readonly Problem[] };

/** The topology that a description means in a project. */
export function readTopology(source: Source, project: string): Read {
  const loaded = loadSystem(source, topologyRelations(project));
  const misplaced = projectProblems(project);
  if ("problems" in loaded) return { problems: [...loaded.problems, ...misplaced] };
  if (misplaced.length > 0) return { problems: misplaced };
  return { topology: buildTopology(loaded.system, project) };
}
