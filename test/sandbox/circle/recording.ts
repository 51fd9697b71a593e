import type { Runner } from "../../../engine/embedded/deploy/run";
import { providerOf } from "../../../engine/embedded/deploy/state";
import type { Diagnostic } from "../../../engine/embedded/diagnostics";
import type { Registered, Registrar } from "../../../engine/embedded/registrar";
import { Registry, type Goal } from "../../../engine/embedded/registry";
import { serve, type StackProgram } from "../../../engine/embedded/serve";
import type { Properties } from "../../../engine/embedded/wire";

/** A resource that the program registered, and what it was told of it. */
interface Asked {
  readonly goal: Goal;
  told?: Registered;
  shows?: Properties;
}

/** What a recording is made of. */
export interface Recorded {
  readonly session: {
    readonly project: string;
    readonly stack: string;
    readonly config: Readonly<Record<string, string>>;
  };
  readonly asked: readonly Asked[];
}

/**
 * A program's registrations, taken down once and played back without a process: some 30 times as
 * fast. Each is made as soon as what it needs is there, with the values that it had; what the
 * program looked at is compared, so a run in which it would have been told something else fails.
 */
export class Recording {
  readonly #asked: Asked[];
  #session: Recorded["session"] | undefined;
  /** What a playback was told otherwise than the program was. */
  readonly strange: string[] = [];

  /** A recording that was written down, as JSON has it. */
  constructor({ session, asked }: Partial<Recorded> = {}) {
    this.#session = session;
    this.#asked = [...(asked ?? [])];
  }

  toJSON(): Partial<Recorded> {
    return { ...(this.#session ? { session: this.#session } : {}), asked: this.#asked };
  }

  /** Runs the program, and takes down what it does. */
  readonly record =
    (program: StackProgram): Runner =>
    (dryRun, registrarOf) =>
      serve(program, dryRun, (session) => {
        const { project, stack } = session.registry;
        this.#session = { project, stack, config: session.config };
        return this.#noted(registrarOf(session));
      });

  #noted(registrar: Registrar): Registrar {
    return {
      register: async (goal) => {
        const asked: Asked = { goal };
        this.#asked.push(asked);
        return (asked.told = await registrar.register(goal));
      },
      setOutputs: async (urn, outputs) => {
        const about = this.#asked.find(({ told }) => told?.urn === urn);
        if (about) about.shows = outputs;
        await registrar.setOutputs(urn, outputs);
      },
      read: () => Promise.reject(new Error("a look-up of another's resource isn't recorded")),
      invoke: () => Promise.reject(new Error("a look-up isn't recorded")),
      programEnds: () => registrar.programEnds(),
    };
  }

  /** Does again what the program did. */
  readonly play: Runner = async (_, registrarOf) => {
    if (!this.#session) throw new Error("nothing has been recorded");
    const { project, stack, config } = this.#session;
    const registry = new Registry(project, stack);
    const diagnostics: Diagnostic[] = [];
    const registrar = registrarOf({
      registry,
      config,
      runHooks: async () => undefined,
      report: (diagnostic) => void diagnostics.push(diagnostic),
      cutOff: () => undefined,
    });
    const made = new Map<string, Promise<Registered>>();
    try {
      await Promise.all(this.#asked.map((asked) => this.#again(asked, registrar, made)));
      await registrar.programEnds();
    } catch {
      // The engine has said why.
    }
    return { registry, diagnostics };
  };

  async #again(asked: Asked, registrar: Registrar, made: Map<string, Promise<Registered>>) {
    const { goal, told, shows } = asked;
    if (!told) throw new Error(`${goal.name} was not made when it was recorded`);
    const doing = async () => {
      await Promise.all([...needsOf(goal)].flatMap((urn) => made.get(urn) ?? []));
      const now = await registrar.register(goal);
      if (now.id !== told.id) this.strange.push(`${told.urn}: ${now.id} instead of ${told.id}`);
      return now;
    };
    const registered = doing();
    made.set(told.urn, registered);
    const { urn } = await registered;
    if (shows) await registrar.setOutputs(urn, shows);
  }
}

function needsOf({ dependencies, propertyDependencies, parent, provider }: Goal): Set<string> {
  return new Set([
    ...dependencies,
    ...Object.values(propertyDependencies).flat(),
    ...(parent === undefined ? [] : [parent]),
    ...(provider === undefined ? [] : [providerOf(provider).urn]),
  ]);
}
