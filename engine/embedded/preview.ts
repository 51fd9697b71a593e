import { UNKNOWN } from "../../inventory/model";
import { autoName, type AutoNames } from "./auto-name";
import type { Diagnostic } from "./diagnostics";
import { Refusal, shutDown } from "./grpc";
import type { LookUp, ReadGoal, Registered, Registrar } from "./registrar";
import type { Goal, Registry } from "./registry";
import { secret, type Properties } from "./wire";

// What a provider marks secret and the SDK doesn't know of by itself.
const SECRET_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomPassword:RandomPassword": ["result", "bcryptHash"],
};

/**
 * Previews stacks that have no state and no provider. Every resource is new, so its inputs are its
 * outputs and all else is unknown. Component packages and lookups are refused; resources that are
 * only read are somebody else's and stay out of the inventory. No hook runs.
 */
export class Preview implements Registrar {
  readonly #registry: Registry;
  readonly #autoNames: AutoNames;
  readonly #fail: (diagnostic: Diagnostic) => void;
  #stopped = false;

  /** `fail` is told why the run can't go on, and ends it. */
  constructor(registry: Registry, autoNames: AutoNames, fail: (diagnostic: Diagnostic) => void) {
    this.#registry = registry;
    this.#autoNames = autoNames;
    this.#fail = fail;
  }

  async register(goal: Goal): Promise<Registered> {
    this.#checkRunning();
    if (goal.remote) {
      throw new Refusal(`a preview without a provider can't construct: ${goal.type}`);
    }
    const urn = this.#registry.urn(goal.type, goal.name, goal.parent);
    if (this.#registry.has(urn)) throw this.#stop(duplicate(urn));
    const inputs = goal.custom ? this.#checked(goal, urn) : goal.inputs;
    this.#registry.add(urn, { ...goal, inputs });
    return { urn, id: "", outputs: goal.custom ? outputsOf(goal, inputs) : {} };
  }

  async read({ type, name, parent, inputs }: ReadGoal): Promise<Registered> {
    this.#checkRunning();
    return { urn: this.#registry.urn(type, name, parent), id: "", outputs: inputs };
  }

  async setOutputs(urn: string, outputs: Properties): Promise<void> {
    this.#registry.setOutputs(urn, outputs);
  }

  /** References between resources are resolved by looking up the engine's own records; nothing else can be. */
  async invoke({ token, args }: LookUp): Promise<Properties> {
    const urn = args["urn"];
    const goal = typeof urn === "string" ? this.#registry.get(urn) : undefined;
    if (token !== "pulumi:pulumi:getResource" || !goal || typeof urn !== "string") {
      throw new Refusal(`a preview without a provider can't look things up: ${token}`);
    }
    const state = goal.custom ? outputsOf(goal, goal.inputs) : {};
    return { urn, id: "", state: { ...state } };
  }

  async programEnds(): Promise<void> {}

  /** A provider's check as far as it shows in a plan: a name is made up where none is given. */
  #checked(goal: Goal, urn: string): Properties {
    const rule = this.#autoNames(goal.type);
    if (!rule || rule.property in goal.inputs || "namePrefix" in goal.inputs) return goal.inputs;
    try {
      return { ...goal.inputs, [rule.property]: autoName(rule, urn, goal.name) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `could not make instance of '${goal.type}': ${reason}`;
      throw this.#stop({ severity: "error", message, urn });
    }
  }

  /** Ends the run as the real engine does: one error, and nothing more is taken from the program. */
  #stop(diagnostic: Diagnostic): Refusal {
    this.#stopped = true;
    this.#fail(diagnostic);
    return shutDown();
  }

  #checkRunning(): void {
    if (this.#stopped) throw shutDown();
  }
}

/** What both engines say of a second resource of the same name. */
export function duplicate(urn: string): Diagnostic {
  const message = `Duplicate resource URN '${urn}'; try giving it a unique name`;
  return { severity: "error", message, urn };
}

/** What a resource is seen to have before it exists; the SDK takes all that is missing for unknown. */
function outputsOf(goal: Goal, inputs: Properties): Properties {
  const secrets = [...goal.additionalSecretOutputs, ...(SECRET_OUTPUTS[goal.type] ?? [])];
  const marked = secrets.map((key) => [key, secret(inputs[key] ?? UNKNOWN)]);
  return { ...inputs, ...Object.fromEntries(marked) };
}
