import { nearest } from "../nearest";
import type { Draft, Issue, Relation } from "../relation";
import { service } from "../schema/service";
import { quoted } from "../sentence";

/** An objective is about something described. */
export const objectivesFindTheirs: Relation = (draft) => {
  const known = subjects(draft);
  if (known === undefined) return [];
  return (draft.objectives ?? []).flatMap((objective, index): Issue[] => {
    const of = objective?.of;
    if (of === undefined || known.includes(of)) return [];
    const meant = nearest(of, known);
    const fix =
      meant === undefined
        ? `there are ${known.slice(0, 12).join(", ")}`
        : `did you mean "${meant}"?`;
    const message = `${quoted(of)} is not a service, a data store, a tier or "system"; ${fix}`;
    return [{ path: ["objectives", index, "of"], message }];
  });
};

function subjects({ services, data }: Draft): readonly string[] | undefined {
  if (services === undefined || data === undefined) return undefined;
  const tiers = service.shape.tier.options.map((tier) => `tier:${tier}`);
  return [...Object.keys(services), ...Object.keys(data), ...tiers, "system"];
}

/** Two answers to one question are one too many. */
export const objectivesOnce: Relation = ({ objectives = [] }) => {
  const questions = objectives.map((objective) => {
    if (objective?.of === undefined) return undefined;
    const about = "when" in objective ? objective.when : "availability";
    return about === undefined ? undefined : `${objective.of} ${about}`;
  });
  return questions.flatMap((question, index): Issue[] => {
    const first = questions.indexOf(question);
    if (question === undefined || first === index) return [];
    const [of = "", about = ""] = question.split(" ");
    const message = `is about ${of} and ${about} like objectives[${first}]; keep one of the two`;
    return [{ path: ["objectives", index], message }];
  });
};

/** Services and stores share their names' beginning, `<system>-<thing>`, and must not collide. */
export const namesOnce: Relation = ({ services, data }) =>
  Object.keys(data ?? {}).flatMap((name): Issue[] =>
    Object.hasOwn(services ?? {}, name)
      ? [
          {
            path: ["data", name],
            message: `"${name}" is the name of a service already; choose another`,
          },
        ]
      : [],
  );
