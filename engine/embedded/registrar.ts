import type { Goal } from "./registry";
import type { Properties } from "./wire";

/** What a program can ask of an engine, once its messages have been read and its transforms applied. */
export interface Registrar {
  /** Makes sure that a resource is as asked for, and says what it is then. */
  register(goal: Goal): Promise<Registered>;
  /** Looks up a resource that is somebody else's. */
  read(goal: ReadGoal): Promise<Registered>;
  /** Takes what a component or the stack shows. */
  setOutputs(urn: string, outputs: Properties): Promise<void>;
  invoke(lookUp: LookUp): Promise<Properties>;
  /** The program has asked for all that it wants. Resolves when it may end. */
  programEnds(): Promise<void>;
}

/** What a program is told of a resource. Whatever is missing in a preview is unknown. */
export interface Registered {
  readonly urn: string;
  /** Empty where it isn't known, and of components. */
  readonly id: string;
  readonly outputs: Properties;
  /** Whether it was passed over, and so doesn't exist. */
  readonly skipped?: boolean;
}

/** What a program asks for when it reads a resource. */
export interface ReadGoal {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly inputs: Properties;
  readonly dependencies: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly provider: string | undefined;
  readonly version: string;
}

/** A call of a provider's function. */
export interface LookUp {
  readonly token: string;
  readonly args: Properties;
  readonly provider: string | undefined;
  readonly version: string;
}
