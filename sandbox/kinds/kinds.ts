import type { Kind } from "../kind";
import { loads } from "../traffic/load";
import { SQL_DATABASES } from "../traffic/sql-databases";
import { writers } from "../traffic/writes";
import { COMPUTE_KINDS } from "./compute/kinds";
import { recordSet } from "./dns/record-set";
import { deployment, podScaler } from "./kubernetes/pods";
import { kubernetesService } from "./kubernetes/service";
import { LOCATED_KINDS } from "./located/kinds";
import { subscription } from "./pubsub/queue";
import { job } from "./scheduler/job";
import { SQL_KINDS } from "./sql/kinds";
import { bucket } from "./storage/bucket";
import { USED_KINDS } from "./used";

/** Every kind that has behaviour of its own. */
export const SANDBOX_KINDS: readonly Kind[] = [
  ...COMPUTE_KINDS,
  ...SQL_KINDS,
  ...LOCATED_KINDS,
  bucket,
  deployment,
  kubernetesService,
  podScaler,
  job,
  loads,
  recordSet,
  subscription,
  ...USED_KINDS,
  writers(SQL_DATABASES),
];
