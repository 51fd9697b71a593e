import type { Kind } from "../kind";
import { loads } from "../traffic/load";
import { COMPUTE_KINDS } from "./compute/kinds";
import { recordSet } from "./dns/record-set";
import { SQL_KINDS } from "./sql/kinds";

/** Every kind that has behaviour of its own. */
export const SANDBOX_KINDS: readonly Kind[] = [...COMPUTE_KINDS, ...SQL_KINDS, loads, recordSet];
