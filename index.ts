import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { gated, isEvidence } from "./assessment/gate";
import { Global } from "./components/global";
import { pagerKeys } from "./components/notification";
import { Region } from "./components/region";
import { sharedByName } from "./components/shared";
import { unprotected } from "./components/unprotect";
import { formatProblems } from "./system/report";
import { lacking, noSuchRegion, onlySupposed } from "./system/settings";
import { internalProxyLink } from "./topology/naming";
import { readTopology } from "./topology/read";

// Settings: the only place that reads configuration, files and flags.
const settings = new pulumi.Config();
const google = new pulumi.Config("gcp");
const path = settings.get("system") ?? "";
const project = google.get("project") ?? "";
const regionName = google.get("region") ?? "";
const overlay = settings.get("overlay");
const whatIf = settings.getObject<Record<string, unknown>>("what-if");
const needed = { "standby:system": path, "gcp:project": project, "gcp:region": regionName };
const wrong = lacking(needed) ?? (pulumi.runtime.isDryRun() ? undefined : onlySupposed(whatIf));
if (wrong) throw new pulumi.RunError(wrong);
if (!fs.existsSync(path)) throw new pulumi.RunError(`standby:system  "${path}" is not there`);
const text = fs.readFileSync(path, "utf8");
const source = { path, text, ...(overlay ? { overlay } : {}), ...(whatIf ? { whatIf } : {}) };
const read = readTopology(source, project);
if (read.problems) throw new pulumi.RunError(formatProblems(path, read.problems));
const { topology } = read;
const { naming } = topology;
const here = topology.regions[regionName];
if (!here) throw new pulumi.RunError(noSuchRegion(regionName, topology.regions));

// The first stage of taking something away; `standby retire` says so for one deployment alone.
const open = settings.get("unprotect");
if (open) pulumi.runtime.registerStackTransformation(unprotected(open.split(",")));

// Whether the objectives hold, before anything is registered; the home region's stack says it for all.
const drills = fs.existsSync("drills") ? fs.readdirSync("drills") : [];
const { warning, refusal, summary } = gated(topology, {
  gate: settings.get("assess"),
  durations: fs.readFileSync("recovery/durations.tsv", "utf8"),
  drills: drills.filter(isEvidence).map((file) => fs.readFileSync(`drills/${file}`, "utf8")),
  today: new Date().toISOString().slice(0, 10),
});
if (refusal) throw new pulumi.RunError(refusal);

// What has no region, in the home region's stack; other stacks know it by its names.
const pagers = pagerKeys(topology.system.people, (pager) => settings.getSecret(pager));
const global =
  here.name === topology.home ? new Global(naming.system, { topology, pagers }) : undefined;
if (warning && global) void pulumi.log.warn(warning);

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
  /** The domain's name servers, and what the names of images in the own registry are led by. */
  ...(global ? { nameServers: global.nameServers, repository: global.repository } : {}),
  /** Where this region's backup load balancer answers; `edge.addresses` of the description takes it. */
  ...(region.backupAddress ? { backupAddress: region.backupAddress } : {}),
  /** How many objectives come to which verdict; `standby assess` says why. */
  ...(global && summary ? { objectives: summary } : {}),
  /** What applications connect to, by data store: it follows the writer. */
  databaseHosts: region.databaseHosts,
  /** How the connectors reach each database of this region. */
  connectionNames: region.connectionNames,
  /** Links of this region's instance groups, by service. */
  instanceGroups: region.groups,
};
