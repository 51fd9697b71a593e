import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { Global } from "./components/global";
import { Region } from "./components/region";
import { sharedByName } from "./components/shared";
import { unprotected } from "./components/unprotect";
import { formatProblems } from "./system/report";
import { internalProxyLink } from "./topology/naming";
import { readTopology } from "./topology/read";

// Settings: the only place that reads configuration, files and flags.
const settings = new pulumi.Config();
const google = new pulumi.Config("gcp");
const [path, project, regionName] = required({
  "standby:system": settings.get("system"),
  "gcp:project": google.get("project"),
  "gcp:region": google.get("region"),
});
const overlay = settings.get("overlay");
const whatIf = settings.getObject<Record<string, unknown>>("what-if");
if (whatIf && Object.keys(whatIf).length > 0 && !pulumi.runtime.isDryRun()) {
  throw new pulumi.RunError("standby:what-if is for previews; to deploy it, edit the description");
}
if (!fs.existsSync(path)) throw new pulumi.RunError(`standby:system  "${path}" is not there`);
const text = fs.readFileSync(path, "utf8");
const source = { path, text, ...(overlay ? { overlay } : {}), ...(whatIf ? { whatIf } : {}) };
const read = readTopology(source, project);
if (read.problems) throw new pulumi.RunError(formatProblems(path, read.problems));
const { topology } = read;
const { naming, regions } = topology;
const here = regions[regionName];
if (!here) {
  const known = Object.keys(regions).join(", ");
  throw new pulumi.RunError(`gcp:region  "${regionName}" is not one of ${known}`);
}

// The first stage of taking something away; `standby retire` says so for one deployment alone.
const open = settings.get("unprotect");
if (open) pulumi.runtime.registerStackTransformation(unprotected(open.split(",")));

// What has no region, in the home region's stack; other stacks know it by its names.
const isHome = here.name === topology.home;
const pagers = Object.fromEntries(
  Object.values(topology.system.people).flatMap(({ pager = "" }) => {
    const key = pager === "" ? undefined : settings.getSecret(pager);
    return key ? [[pager, key]] : [];
  }),
);
const global = isHome ? new Global(naming.system, { topology, pagers }) : undefined;

// What stands in this stack's region.
const shared = global ?? sharedByName(topology);
const region = new Region(here.name, { topology, region: here, shared });

// What users and services come in by, before the groups of all standing regions.
const entrance = global?.open(region);
region.openInternally(entrance?.proxy ?? internalProxyLink(naming));

/** What people and pipelines use; `export =` so that no stack warns of what only the home region has. */
export = {
  /** Where users reach the system, and where the domain's registrar has to point. */
  ...(entrance?.address ? { address: entrance.address } : {}),
  ...(global ? { nameServers: global.nameServers } : {}),
  /** What the names of images in the system's own registry are led by. */
  ...(global ? { repository: global.repository } : {}),
  /** Where this region's backup load balancer answers; `edge.addresses` of the description takes it. */
  ...(region.backupAddress ? { backupAddress: region.backupAddress } : {}),
  /** What applications connect to, by data store: it follows the writer. */
  databaseHosts: region.databaseHosts,
  /** How the connectors reach each database of this region. */
  connectionNames: region.connectionNames,
  /** Links of this region's instance groups, by service. */
  instanceGroups: region.groups,
};

/** Values that every stack file has to give; all that are missing are named at once. */
function required(values: Readonly<Record<string, string | undefined>>): [string, string, string] {
  const missing = Object.keys(values).filter((key) => !values[key]);
  if (missing.length > 0) {
    throw new pulumi.RunError(`the stack file lacks ${missing.join(", ")}; give it under config`);
  }
  const [one = "", two = "", three = ""] = Object.values(values);
  return [one, two, three];
}
