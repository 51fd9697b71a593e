import type { Kind } from "../kind";
import { loads } from "../traffic/load";
import { SQL_DATABASES } from "../traffic/sql-databases";
import { writers } from "../traffic/writes";
import { COMPUTE_KINDS } from "./compute/kinds";
import { recordSet } from "./dns/record-set";
import { kubernetesService } from "./kubernetes/service";
import { SQL_KINDS } from "./sql/kinds";
import { bucket } from "./storage/bucket";

/** Every kind that has behaviour of its own. */
export const SANDBOX_KINDS: readonly Kind[] = [
  ...COMPUTE_KINDS,
  ...SQL_KINDS,
  bucket,
  kubernetesService,
  loads,
  recordSet,
  writers(SQL_DATABASES),
];
