import type { PreviewDigest, PreviewState, PreviewStep } from "../inventory/preview-json";
import type { StackRun } from "./stacks";

/** Which engine deploys: ours, or the Pulumi CLI. Their states are not mixed. */
export type EngineName = "embedded" | "pulumi";

/** How one stack is deployed, previewed, refreshed or destroyed. */
export interface DeployOptions {
  /**
   * Only what stands at or under components of this type, such as `standby:index:Global`.
   * Nothing is asked of anybody about the rest. @default everything
   */
  readonly under?: string;
  /** Of that, or of everything, nothing at or under components of these types. @default all of it */
  readonly except?: readonly string[];
  /** A preview of the same has just been made: what is protected has been asked already. @default false */
  readonly planned?: boolean;
  /** Gives up: nothing more is begun, and the state says what was. */
  readonly signal?: AbortSignal;
}

/** What was done, or would be done. */
export interface Deployed {
  /**
   * The document of `pulumi preview --json`: one step for each resource that changes, with the
   * properties that caused it, and the diagnostics. Of `up` and `destroy`, the steps that were begun.
   */
  readonly digest: PreviewDigest;
  /** Whether anything was refused or went wrong; the diagnostics of severity `error` say what. */
  readonly failed: boolean;
}

/**
 * Deploys the stacks of one project, with the state that each has. Two engines do so: the Pulumi
 * CLI, for Google Cloud and for the sandbox, and the embedded one, for the sandbox alone.
 *
 * A failure of what is deployed is a result; it throws where nothing could be tried at all (an
 * `EngineError`), and on abortion.
 */
export interface Deployer {
  readonly engine: EngineName;
  /** What `up` would do. Reads, and changes nothing; the program may be told of a `standby:what-if`. */
  preview(run: StackRun, options?: DeployOptions): Promise<Deployed>;
  /** Runs the program, makes what it registers, deletes what it no longer does. A cut-off run is gone on with. */
  up(run: StackRun, options?: DeployOptions): Promise<Deployed>;
  /** Reads what is really there and takes it for the state. */
  refresh(run: StackRun, options?: DeployOptions): Promise<Deployed>;
  /** What `destroy` would delete. */
  previewDestroy(run: StackRun, options?: DeployOptions): Promise<Deployed>;
  /** Deletes all that the state holds. Refused while anything in it is protected. */
  destroy(run: StackRun, options?: DeployOptions): Promise<Deployed>;
  /** What the state holds, each after what it needs; secrets show as `[secret]`. Empty for a stack that was never deployed. */
  state(run: StackRun): Promise<readonly PreviewState[]>;
  /** Takes Pulumi's own protection off these resources in the state: the first stage of taking them away. */
  unprotect(run: StackRun, urns: readonly string[]): Promise<void>;
  /** Takes these resources out of the state, and every mention of them; what they stand for stays as it is. */
  forget(run: StackRun, urns: readonly string[]): Promise<void>;
  /**
   * Has the state hold what is called `to` wherever it holds what is called `from`, which stays as
   * it is. Both are there and have the same settings; a refresh reads the rest.
   */
  rename(run: StackRun, from: string, to: string): Promise<void>;
}

/** An engine that could not be used at all: not there, or a state that is another engine's. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

const NO_CHANGE = new Set(["same", "read", "refresh"]);

/** The steps that make, change or delete something, or found it changed. */
export function changesOf({ digest }: Deployed): readonly PreviewStep[] {
  return digest.steps.filter(({ op }) => !NO_CHANGE.has(op));
}

/** What went wrong, one line or more for each. */
export function errorsOf({ digest }: Deployed): readonly string[] {
  return (digest.diagnostics ?? []).flatMap(({ severity, message, urn }) => {
    const name = urn === undefined || urn === "" ? "" : `${urn.split("::").slice(3).join("::")}: `;
    return severity === "error" ? [`${name}${message.trim()}`] : [];
  });
}
