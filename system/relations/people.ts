import type { Relation } from "../relation";
import { entries, names, reference } from "./reference";

/** Whoever is alerted is somebody with an address. */
export const peopleExist: Relation = ({ people, services, data, escalation, monitoring }) => {
  const target = { article: "one of the people", names: names(people) };
  return [
    ...entries(services).flatMap(([name, { owner }]) =>
      reference(["services", name, "owner"], owner, target),
    ),
    ...entries(data).flatMap(([name, { owner }]) =>
      reference(["data", name, "owner"], owner, target),
    ),
    ...(escalation?.then ?? []).flatMap((person, index) =>
      reference(["escalation", "then", index], person, target),
    ),
    ...reference(["monitoring", "heartbeat"], monitoring?.heartbeat, target),
  ];
};
