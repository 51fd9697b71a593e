import type { Diagnostic } from "../diagnostics";
import type { RunHooks } from "../hooks";
import type { ProviderHost } from "./provider-host";
import type { Snapshot } from "./snapshot";

/** What all parts of one deployment share. */
export interface Context {
  readonly stack: string;
  readonly project: string;
  /** Whether nothing is made: steps are decided, and that is all. */
  readonly preview: boolean;
  readonly config: Readonly<Record<string, string>>;
  /** Whether a resource is to be changed at all; all are if it is left out. */
  readonly target?: ((urn: string) => boolean) | undefined;
  readonly snapshot: Snapshot;
  readonly host: ProviderHost;
  readonly runHooks: RunHooks;
  readonly report: (diagnostic: Diagnostic) => void;
  /** The time, as ISO 8601. */
  readonly now: () => string;
}

/** Why a deployment can't go on, with the resource it is about. */
export class DeployError extends Error {
  override readonly name = "DeployError";
  readonly urn: string;

  constructor(urn: string, message: string) {
    super(message);
    this.urn = urn;
  }
}

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
