import type { Stage } from "../../../sandbox/drill/stage";
import { instancesOf, textAt } from "../../../sandbox/kinds/sql/instance";
import { heldBy } from "../../../sandbox/kinds/sql/logins";

/** Who may log in to an instance, whatever stack declares it: by name. */
export function loginsOf(stage: Stage, instance: string): readonly string[] {
  return stage.sandbox.transact((cloud) => {
    const all = instancesOf(cloud, stage.topology().naming.project);
    const found = all.find(({ name }) => name === instance);
    return found
      ? heldBy(found, "sql.User", cloud)
          .map((login) => textAt(login, "name"))
          .sort()
      : [];
  });
}
