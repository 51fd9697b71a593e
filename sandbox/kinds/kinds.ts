import type { Kind } from "../kind";
import { COMPUTE_KINDS } from "./compute/kinds";

/** Every kind that has behaviour of its own. */
export const SANDBOX_KINDS: readonly Kind[] = [...COMPUTE_KINDS];
