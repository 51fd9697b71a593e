import * as fc from "fast-check";
import { ProviderError } from "../../../engine/embedded/provider";
import { deploy } from "../../../engine/embedded/deploy/run";
import { Cloud } from "./cloud";
import { graphOf, runOn, type Node } from "./graph";
import { MemoryKeeper } from "./keeper";

const NAMES = ["a", "b", "c", "d", "e", "f"];

/** Up to six things; each may use those before it in the alphabet. */
const nodes: fc.Arbitrary<Node[]> = fc
  .tuple(
    ...NAMES.map((name, index) =>
      fc.option(
        fc.record({
          name: fc.constant(name),
          size: fc.integer({ min: 1, max: 2 }),
          location: fc.constantFrom("a", "b"),
          literal: fc.boolean(),
          uses: fc.subarray(NAMES.slice(0, index), { maxLength: Math.min(index, 2) }),
          of: fc.option(fc.constantFrom(...NAMES.slice(0, Math.max(index, 1))), { nil: undefined }),
        }),
        { nil: undefined, freq: 4 },
      ),
    ),
  )
  .map((all) => {
    const kept = all.filter((node) => node !== undefined);
    const names = new Set(kept.map(({ name }) => name));
    return kept.map(({ of, uses, ...node }) => ({
      ...node,
      uses: uses.filter((name) => names.has(name)),
      ...(of !== undefined && of !== node.name && names.has(of) ? { of } : {}),
    }));
  });

/** What goes wrong at the n-th call. */
const fault = fc.record({
  at: fc.nat({ max: 12 }),
  how: fc.constantFrom("before", "after", "killed before", "killed after"),
});
interface Fault {
  readonly at: number;
  readonly how: string;
}

class Killed extends Error {}

/** Deploys again and again, each time with the next fault, until nothing goes wrong any more. */
async function converge(
  cloud: Cloud,
  keeper: MemoryKeeper,
  graph: readonly Node[],
  faults: readonly Fault[],
): Promise<MemoryKeeper> {
  let current = keeper;
  for (const fault of [...faults, undefined, undefined]) {
    const running = current;
    let calls = 0;
    let dead = false;
    const strike = (when: "before" | "after") => {
      if (dead) throw new Killed();
      if (fault?.at !== calls || !fault.how.endsWith(when)) return;
      if (!fault.how.startsWith("killed")) {
        throw new ProviderError("no answer", undefined, when === "after");
      }
      dead = true;
      running.kill();
      throw new Killed();
    };
    cloud.faults = {
      before: () => {
        calls++;
        strike("before");
      },
      after: () => strike("after"),
    };
    const { failed } = await deploy(graphOf(graph), running, runOn(cloud));
    current = running.reopened();
    if (fault === undefined && !failed) return current;
  }
  throw new Error("it does not converge");
}

describe("a deployment that fails or is killed, and is run again", () => {
  it("ends where one ends that nothing happened to, with nothing made twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        nodes,
        nodes,
        fc.array(fault, { maxLength: 3 }),
        fc.array(fault, { maxLength: 3 }),
        async (first, second, faults, more) => {
          const clean = new Cloud();
          const expected = await converge(
            clean,
            await converge(clean, new MemoryKeeper(), first, []),
            second,
            [],
          );
          const cloud = new Cloud();
          const begun = await converge(cloud, new MemoryKeeper(), first, faults);
          const keeper = await converge(cloud, begun, second, more);
          expect(new Map(cloud.things as Map<string, unknown>)).toEqual(clean.things);
          expect(cloud.made).toBe(clean.made);
          expect(kept(keeper)).toEqual(kept(expected));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The state by URN, without times. */
function kept({ state }: MemoryKeeper) {
  expect(state.pending).toEqual([]);
  const plain = state.resources.map((resource) => ({ ...resource, created: "", modified: "" }));
  return plain.sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
