import { ProviderError } from "../../engine/embedded/provider";
import type { Cloud } from "../cloud";
import type { JsonObject } from "../json";
import { projectNumber } from "../kinds/computed";
import type { Configuration } from "./things";

type LookUp = (args: JsonObject, configuration: Configuration, cloud: Cloud) => JsonObject;

/** The functions that programs call to look something up. */
const LOOK_UPS: Readonly<Record<string, LookUp>> = {
  "gcp:organizations/getProject:getProject": (args, { project = "" }) => {
    const id = typeof args["projectId"] === "string" ? args["projectId"] : project;
    return { id: `projects/${id}`, projectId: id, name: id, number: projectNumber(id) };
  },
  "gcp:organizations/getClientConfig:getClientConfig": (_args, { project = "", region = "" }) => ({
    id: `projects/"${project}"/regions/"${region}"/zones/""`,
    project,
    region,
    zone: "",
    accessToken: "no token: this is a sandbox",
  }),
};

/** @throws ProviderError if nobody has taught the sandbox that function. */
export function lookUp(
  token: string,
  args: JsonObject,
  configuration: Configuration,
  cloud: Cloud,
): JsonObject {
  const known = LOOK_UPS[token];
  if (known) return known(args, configuration, cloud);
  throw new ProviderError(
    `the sandbox can't look up ${token}; it knows ${Object.keys(LOOK_UPS).join(" and ")}`,
  );
}
