import type { Step, Term } from "../model";
import { declared, known, type Setting } from "./setting";

/** From the event until a person has understood it: the alert, and the diagnosis that is described. */
export function noticed(setting: Setting, of: string): readonly Term[] {
  const { escalation } = setting.topology.system;
  const alert = known(setting, "detect", "detect.alert", of, "an alert reaches the person on call");
  const diagnosis = escalation
    ? declared("detect", escalation.diagnosis, "people", "the described time for a diagnosis")
    : known(setting, "detect", "person.reads", "people", "a diagnosis; none is described");
  return [alert, diagnosis];
}

/** A person decides, by name: nothing after it happens without. */
export function decision(setting: Setting, question: string): Step {
  return {
    id: "decide",
    title: `Decide: ${question}`,
    needs: ["gather-evidence"],
    ...asking(setting, question),
    done: { is: "journalled" },
    reversal: { by: "no effect" },
  };
}

/** Who decides, and how long that takes them. @param typed what they have to type, to agree */
export function asking(
  setting: Setting,
  question: string,
  typed?: string,
): Pick<Step, "action" | "takes"> {
  const { escalation } = setting.topology.system;
  const who = escalation?.then[0] ?? "the person on call";
  return {
    action: { kind: "ask", who, question, ...(typed === undefined ? {} : { typed }) },
    takes: [
      escalation
        ? declared("decide", escalation.decision, "people", "the described time for a decision")
        : known(setting, "decide", "person.reads", "people", "a decision; no time is described"),
    ],
  };
}

export function evidence(setting: Setting, what: string): Step {
  return {
    id: "gather-evidence",
    title: `Look at ${what}: what answers, what doesn't, how far the copies are`,
    needs: [],
    action: { kind: "observe", what },
    done: { is: "journalled" },
    reversal: { by: "no effect" },
    takes: [known(setting, "detect", "api.call", what, "reads of all that is concerned")],
  };
}
