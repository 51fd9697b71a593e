import type { RunFlags } from "./recovery-run";
import type { TargetFlags } from "./target";

/** What may be said to a recovery by name. */
export interface RecoverFlags extends TargetFlags, RunFlags {
  readonly dryRun?: boolean;
  readonly at?: string;
  readonly generation?: number;
  readonly cutOver?: boolean;
  readonly primaryIsLost?: boolean;
  readonly acceptUnknownLoss?: boolean;
  readonly regionIsLost?: boolean;
  readonly undo?: boolean;
  readonly takeOver?: string;
  readonly giveUp?: boolean;
}
