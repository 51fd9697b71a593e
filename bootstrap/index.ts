import * as pulumi from "@pulumi/pulumi";
import { Federation } from "./federation";
import { StateHome } from "./state-home";

const settings = new pulumi.Config();
const project = new pulumi.Config("gcp").require("project");
const target = settings.require("target");
const regions = settings.require("dualRegion").split(",");

const home = new StateHome("state", {
  project,
  multiRegion: settings.require("multiRegion"),
  regions,
  recoveryBucket: settings.require("recoveryBucket"),
});
const repository = settings.get("repository");
const federation = repository
  ? new Federation("pipeline", { project, target, repository, home })
  : undefined;

/** What the stacks and the pipeline are told; docs/operate.md says where each belongs. */
export = {
  /** For `pulumi login`, and the variable `STATE_BACKEND`. */
  backend: home.backend,
  /** For `pulumi stack init --secrets-provider`. */
  secretsProvider: home.secretsProvider,
  leaseBucket: home.recoveryBucket,
  exportBucket: home.exportBucket,
  ...(federation
    ? {
        provider: federation.provider,
        previewIdentity: federation.previewIdentity,
        deployIdentity: federation.deployIdentity,
      }
    : {}),
};
