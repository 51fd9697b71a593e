import * as fc from "fast-check";
import type { Cloud } from "../../../../sandbox/cloud";
import {
  append,
  countRows,
  erase,
  fork,
  hasRow,
  missingRows,
  rowsAt,
  type Branch,
} from "../../../../sandbox/kinds/sql/rows";
import { HOUR, SECOND, sqlCloud } from "./fixtures";

/** What one would keep without being clever: every row with its instant. */
interface Plain {
  readonly rows: ReadonlyMap<number, number>;
}

const numbers = (rows: readonly { from: number; to: number }[]) =>
  rows.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));

type Step =
  | { readonly wait: number; readonly write: number }
  | { readonly eraseFrom: number; readonly width: number };

const written: fc.Arbitrary<Step> = fc.record({
  wait: fc.constantFrom(0, 1, 1000),
  write: fc.constantFrom(1, 1, 1, 5),
});
const erased: fc.Arbitrary<Step> = fc.record({
  eraseFrom: fc.integer({ min: 1, max: 30 }),
  width: fc.nat(10),
});
const step = fc.oneof({ weight: 6, arbitrary: written }, { weight: 1, arbitrary: erased });

/** Carries steps out on a branch and on the plain model; what the model had after each instant. */
function carryOut(cloud: Cloud, branch: string, steps: readonly Step[]) {
  let state: Plain = { rows: new Map() };
  let next = 1;
  const history: [number, number[]][] = [[cloud.now, []]];
  for (const one of steps) {
    if ("wait" in one) {
      cloud.advanceTo(cloud.now + one.wait);
      next += one.write - 1;
      append(cloud, branch, next);
      state = { rows: new Map([...state.rows, [next, cloud.now]]) };
      next += 1;
    } else {
      const to = one.eraseFrom + one.width;
      erase(cloud, branch, one.eraseFrom, to);
      const left = [...state.rows].filter(([row]) => row < one.eraseFrom || row > to);
      state = { rows: new Map(left) };
    }
    history.push([cloud.now, [...state.rows.keys()].sort((a, b) => a - b)]);
  }
  return history;
}

describe("the rows of a history", () => {
  it("are at every instant what a plain list of them says", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const cloud = sqlCloud();
        const branch = fork(cloud);
        const history = carryOut(cloud, branch, steps);
        const last = new Map(history); // of one instant, the last state counts
        for (const [upTo, rows] of last) {
          expect(numbers(rowsAt(cloud, { branch, upTo }))).toEqual(rows);
        }
      }),
    );
  });

  it("of a fork are those up to where it left, and then its own", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.nat(20_000), (steps, instant) => {
        const cloud = sqlCloud();
        const parent = fork(cloud);
        carryOut(cloud, parent, steps);
        const upTo = Math.min(instant, cloud.now);
        const branch = fork(cloud, { branch: parent, upTo });
        const begun = rowsAt(cloud, { branch: parent, upTo });
        cloud.advanceTo(cloud.now + SECOND);
        append(cloud, branch, 1000);
        append(cloud, parent, 2000);
        const now = rowsAt(cloud, { branch, upTo: cloud.now });
        expect(numbers(now)).toEqual([...numbers(begun), 1000]);
        expect(rowsAt(cloud, { branch, upTo: cloud.now - 1 })).toEqual(
          rowsAt(cloud, { branch: parent, upTo: Math.min(upTo, cloud.now - 1) }),
        );
      }),
    );
  });

  it("are kept in little space: a row a second for hours is one entry", () => {
    const cloud = sqlCloud();
    const branch = fork(cloud);
    for (let row = 1; row <= 3 * 3600; row++) {
      cloud.advanceTo(row * SECOND);
      append(cloud, branch, row);
    }
    expect(cloud.table<Branch>("sql.branch").get(branch)?.entries).toHaveLength(1);
    expect(rowsAt(cloud, { branch, upTo: HOUR })).toEqual([{ from: 1, to: 3600 }]);
  });

  it("can be counted, looked for and compared", () => {
    const some = [
      { from: 1, to: 10 },
      { from: 20, to: 20 },
    ];
    expect(countRows(some)).toBe(11);
    expect([hasRow(some, 10), hasRow(some, 11)]).toEqual([true, false]);
    expect(missingRows(some, [{ from: 4, to: 25 }])).toEqual([{ from: 1, to: 3 }]);
    expect(missingRows(some, some)).toEqual([]);
  });
});
