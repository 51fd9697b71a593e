import { changesOf, errorsOf, type Deployer } from "../../../engine/deployer";
import type { StackRun } from "../../../engine/stacks";
import type { Edits } from "../../../system/edit";
import { MODES } from "../../stacks/runs";
import { Circle, changed } from "./circle";

/** Two stacks that stand each other up, and the way to say that the other stands. */
export interface Stood {
  readonly deployer: Deployer;
  readonly home: StackRun;
  readonly other: StackRun;
  readonly edit: (edits: Edits) => void;
}

const PLANNED = { planned: true };

/**
 * From nothing to both regions standing, as `standby up REGION` goes; then nothing is left to do, and
 * nothing that holds data can be destroyed.
 */
export async function standUp({ deployer, home, other, edit }: Stood): Promise<void> {
  for (const run of [home, other]) {
    const made = await deployer.up(run, PLANNED);
    expect(errorsOf(made)).toEqual([]);
    expect(changesOf(made).length).toBeGreaterThan(10);
  }
  edit({ [`regions.${other.region}.state`]: "standing" });
  const joined = await deployer.up(home, PLANNED);
  expect(errorsOf(joined)).toEqual([]);
  // Nothing is replaced or deleted for the other region's sake.
  const ops = new Set(changesOf(joined).map(({ op }) => op));
  expect([...ops].filter((op) => op !== "create" && op !== "update")).toEqual([]);
  expect(ops.has("update")).toBe(true);
  for (const run of [home, other]) expect(changed(await deployer.preview(run))).toEqual([]);
}

/** One system in every mode on the embedded engine. */
export function describeCircle(system: string): void {
  describe(`${system} on the embedded engine`, () => {
    it.each(MODES)(
      "stands both regions up, sees nothing to do then, and isn't destroyed: %s",
      async (standby) => {
        const circle = new Circle(system, { standby });
        try {
          const { deployer, home, other } = circle;
          await standUp({ deployer, home, other, edit: (edits) => circle.edit(edits) });
          for (const run of [home, other]) {
            const before = await deployer.state(run);
            const refused = await deployer.destroy(run);
            expect(errorsOf(refused).join()).toContain(
              "cannot be deleted\nbecause it is protected",
            );
            expect(await deployer.state(run)).toEqual(before);
          }
        } finally {
          circle.remove();
        }
      },
      600_000,
    );
  });
}
