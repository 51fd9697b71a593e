import type { Issue, Relation } from "../../system/relation";
import { machineTypeProblem } from "../machine-types";

/** Machine types are found to be wrong here and not by the first deployment, or by the first recovery. */
export const machinesExist: Relation = ({ services, kubernetes }) => {
  const asked = Object.entries(services ?? {}).map(
    ([name, service]) =>
      [["services", name, "runs", "machineType"], typeOf(service?.runs)] as const,
  );
  const all = [...asked, [["kubernetes", "machineType"], typeOf(kubernetes)] as const];
  return all.flatMap(([path, machineType]): Issue[] => {
    const message = machineType === undefined ? undefined : machineTypeProblem(machineType);
    return message === undefined ? [] : [{ path: [...path], message }];
  });
};

/** Pods have none of their own. */
function typeOf(runs: object | undefined): string | undefined {
  const machineType: unknown = runs && "machineType" in runs ? runs.machineType : undefined;
  return typeof machineType === "string" ? machineType : undefined;
}
