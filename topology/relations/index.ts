import type { Relation } from "../../system/relation";
import { machinesExist } from "./machines";
import { namesFit } from "./names";
import { locationsExist, regionsExist } from "./places";
import { podsFit } from "./pods";
import { sizesSuffice } from "./sizes";

/** What Google Cloud and the naming rules say of a description that will be deployed into a project. */
export function topologyRelations(project: string): readonly Relation[] {
  return [regionsExist, locationsExist, machinesExist, namesFit(project), sizesSuffice, podsFit];
}
