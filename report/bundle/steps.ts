import type { Plan, Step } from "../../recovery/model";
import { lengthOf } from "../../recovery/plan/critical-path";
import { addressLook, createAddress, createInstance } from "../../recovery/runbook/create";
import { commandsOf, objectOf } from "../../recovery/runbook/gcloud";
import { type Look, looksAt } from "../../recovery/runbook/looks";
import type { Around } from "../../recovery/runbook/then";

/** A step as the script carries it out. */
export interface ScriptStep {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  /** Seconds that it is expected to take. */
  readonly expected: number;
  readonly looks: readonly Look[];
  readonly does:
    | { readonly is: "commands"; readonly commands: readonly string[] }
    /** Somebody types these words, or it goes no further. */
    | { readonly is: "consent"; readonly words: string; readonly asks: string }
    /** Nothing: somebody or something else acts, and its looks say when. */
    | { readonly is: "wait" };
}

/** What the script does of a plan, and what it leaves for later. */
export interface Scripted {
  readonly steps: readonly ScriptStep[];
  readonly left: readonly Step[];
}

/** What needs Pulumi or the repository, or would let others act before those agree again. */
const LATER = [
  "describe",
  "pulumi.up",
  "pulumi.refresh",
  "pulumi.preview",
  "deployments.thaw",
  "lease.release",
  "report",
];

/** The steps of a plan for gcloud alone, each with what it needs of those that are left. */
export function scripted(plan: Plan, around: Around): Scripted {
  const left = plan.steps.filter(({ action }) => LATER.includes(action.kind));
  const made = new Map(left.map((step) => [step.id, makes(step, plan, around)]));
  const steps = plan.steps.flatMap((step) => made.get(step.id) ?? [scriptStep(step, around)]);
  const ids = new Map(plan.steps.map((step) => [step.id, step]));
  const resolve = (need: string): readonly string[] => {
    const instead = made.get(need);
    if (instead === undefined) return [need];
    if (instead.length > 0) return instead.map(({ id }) => id);
    return (ids.get(need)?.needs ?? []).flatMap(resolve);
  };
  return {
    steps: steps.map((step) => ({ ...step, needs: [...new Set(step.needs.flatMap(resolve))] })),
    left: left.filter(({ id }) => made.get(id)?.length === 0),
  };
}

function scriptStep(step: Step, around: Around): ScriptStep {
  const { id, title, needs, action, done } = step;
  const shared = { id, title, needs, expected: lengthOf(step, "expected") };
  const looks = looksAt(done, around);
  switch (action.kind) {
    case "ask":
      return { ...shared, looks: [], does: consent(action.question) };
    case "verify":
      return { ...shared, looks: [], does: consentTo(`Is it so that ${action.what}`) };
    case "lease.take":
      return {
        ...{ ...shared, looks: [isOurs(around)] },
        does: { is: "commands", commands: commandsOf(action, around) },
      };
    case "observe":
      return { ...shared, looks: [], does: { is: "commands", commands: evidence(around) } };
    case "wait":
      return { ...shared, looks, does: { is: "wait" } };
    case "sql.complete": {
      // What is there already is refused, and the looks tell what is.
      const commands = commandsOf(action, around).map((command) => `${command} || true`);
      return { ...shared, looks, does: { is: "commands", commands } };
    }
    default:
      return { ...shared, looks, does: { is: "commands", commands: commandsOf(action, around) } };
  }
}

/** Somebody else's lease is none: it has to be the very one that was written here. */
function isOurs(around: Around): Look {
  const command = `diff lease.json <(gcloud storage cat ${objectOf(around, "lease")})`;
  return { command, shows: { is: "text", text: "" } };
}

function consent(question: string): ScriptStep["does"] {
  return { is: "consent", words: `I decide: ${question}`, asks: question };
}

function consentTo(asks: string): ScriptStep["does"] {
  return { is: "consent", words: "yes", asks };
}

/** What there is to be seen before anybody decides. */
function evidence({ now }: Around): readonly string[] {
  const { project, system } = now.naming;
  return [
    `gcloud sql instances list --filter="name~^${system}-" --format="table(name,region,instanceType,state)" --project=${project}`,
    `gcloud compute backend-services list --filter="name~^${system}-" --format="table(name,backends.len())" --project=${project}`,
  ];
}

/** In cold a stack makes what holds the data; gcloud makes the instances alone, and their records. */
function makes(step: Step, { steps }: Plan, around: Around): readonly ScriptStep[] {
  if (step.action.kind !== "pulumi.up" || !step.id.startsWith("make-")) return [];
  const { region } = step.action;
  const restored = steps.flatMap(({ action }) =>
    action.kind === "sql.restore" ? [action.store] : [],
  );
  return restored.flatMap((store) => made(store, region, step, around));
}

function made(store: string, region: string, step: Step, around: Around): readonly ScriptStep[] {
  const { then } = around;
  const database = then.databases[store];
  const instance = then.regions[region]?.instances[store];
  if (!database || !instance) return [];
  const create = `create-${store}`;
  const looks = looksAt({ is: "instance", store, region }, around);
  const [commands, address] = [
    createInstance(then, database, instance),
    createAddress(then, instance),
  ];
  return [
    {
      ...{ id: create, title: `Make ${instance.name}, empty`, needs: step.needs, looks },
      expected: lengthOf(step, "expected"),
      does: { is: "commands", commands: [commands] },
    },
    {
      ...{ id: `address-${store}`, title: `Let ${instance.name} be found by its name` },
      // Killed after it was made, a rerun must find it: it can't be made a second time.
      ...{ needs: [create], expected: 10, looks: [addressLook(then, instance)] },
      does: { is: "commands", commands: [address] },
    },
  ];
}
