import { editDescription, type Edits } from "../../system/edit";
import type { Plan } from "../model";

/** What a plan writes into the description; nothing if it leaves that alone. */
export function editsOf({ steps }: Pick<Plan, "steps">): Edits {
  return Object.assign(
    {},
    ...steps.map(({ action }) => (action.kind === "describe" ? action.edits : {})),
  );
}

/** A description's text as a plan leaves it. */
export function afterwards(text: string, plan: Pick<Plan, "steps">): string {
  return editDescription(text, editsOf(plan));
}
