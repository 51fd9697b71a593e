import { Records } from "../../../sandbox/store/records";

function aTable() {
  const records = new Records();
  const table = records.table<number>("t");
  table.put("b", 1);
  table.put("a", 2);
  records.takeChanges();
  return { records, table };
}

describe("Records", () => {
  it("gives rows in the order of their keys, whatever happened to them", () => {
    const { records, table } = aTable();
    table.delete("a");
    records.rollBack();
    table.put("c", 3);
    expect([...table.keys()]).toEqual(["a", "b", "c"]);
    expect([...table.values()]).toEqual([2, 1, 3]);
  });

  it("takes the last value of each key, and nothing of what came and went", () => {
    const { records, table } = aTable();
    table.put("a", 3);
    table.put("a", 4);
    table.put("new", 1);
    table.delete("new");
    table.delete("b");
    table.delete("never");
    expect(records.takeChanges()).toEqual([
      { table: "t", key: "a", value: 4 },
      { table: "t", key: "b" },
    ]);
    expect(records.takeChanges()).toEqual([]);
  });

  it("undoes what fails, also within what is kept, and what is undone later as a whole", () => {
    const { records, table } = aTable();
    const failing = (value: number) =>
      records.atomically(() => {
        table.put("a", value);
        table.put("new", value);
        throw new Error("fails");
      });
    records.atomically(() => {
      table.put("b", 5);
      expect(() => failing(9)).toThrow("fails");
    });
    expect([...table.values()]).toEqual([2, 5]);
    expect(records.takeChanges()).toEqual([{ table: "t", key: "b", value: 5 }]);
    records.atomically(() => table.put("b", 6));
    records.rollBack();
    expect(table.get("b")).toBe(5);
  });

  it("tells followers of every change, an undone one too", () => {
    const { records, table } = aTable();
    const told: unknown[] = [];
    records.follow<number>("t", (before, after) => told.push([before, after]));
    table.put("a", 3);
    table.delete("b");
    records.rollBack();
    records.apply({ table: "t", key: "x", value: 7 });
    records.clear();
    expect(told.slice(0, 2)).toEqual([
      [undefined, 2],
      [undefined, 1],
    ]);
    expect(told.slice(2, 7)).toEqual([
      [2, 3],
      [1, undefined],
      [3, 2],
      [undefined, 1],
      [undefined, 7],
    ]);
    expect(told.slice(7)).toHaveLength(3);
    expect(table.size).toBe(0);
  });
});
