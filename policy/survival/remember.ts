import type { PolicyContext } from "../context";

/**
 * A question that every loss asks again of the same stacks, with its answer kept: hundreds of losses
 * are tried on one context.
 */
export function remembered<Answer>(
  ask: (context: PolicyContext, about: string) => Answer,
): (context: PolicyContext, about: string) => Answer {
  const known = new WeakMap<PolicyContext, Map<string, Answer>>();
  return (context, about) => {
    const answers = known.get(context) ?? new Map<string, Answer>();
    known.set(context, answers);
    const found = answers.get(about);
    if (found !== undefined) return found;
    const answer = ask(context, about);
    answers.set(about, answer);
    return answer;
  };
}
