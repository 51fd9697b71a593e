import type { Kind } from "../kind";
import { loads } from "../traffic/load";
import { SQL_DATABASES } from "../traffic/sql-databases";
import { writers } from "../traffic/writes";
import { COMPUTE_KINDS } from "./compute/kinds";
import { recordSet } from "./dns/record-set";
import { sqlKinds } from "./sql/kinds";

/** Every kind that has behaviour of its own. */
export const SANDBOX_KINDS: readonly Kind[] = [
  ...COMPUTE_KINDS,
  ...sqlKinds,
  loads,
  recordSet,
  writers(SQL_DATABASES),
];
