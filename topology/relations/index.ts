import type { Relation } from "../../system/relation";
import { namesFit } from "./names";
import { locationsExist, regionsExist } from "./places";
import { projectIsId } from "./project";
import { rhythmsExist } from "./schedules";
import { sizesSuffice } from "./sizes";

/** What Google Cloud and the naming rules say of a description that will be deployed into a project. */
export function topologyRelations(project: string): readonly Relation[] {
  return [
    projectIsId(project),
    regionsExist,
    locationsExist,
    namesFit(project),
    sizesSuffice,
    rhythmsExist,
  ];
}
