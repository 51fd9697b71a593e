import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { notFound } from "../../../sandbox/error";
import { openSandbox } from "../../../sandbox/sandbox";
import { RecordsFile } from "../../../sandbox/store/file";
import { Lock } from "../../../sandbox/store/lock";
import { Records } from "../../../sandbox/store/records";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "standby-store-"));
  file = path.join(folder, "deep", "sandbox.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const records = new Records();
  return { table: records.table<number>("t"), records, file: new RecordsFile(file, records) };
}

const never = () => false;
const put = ({ file, table }: ReturnType<typeof open>, key: string, value: number) =>
  file.transact(() => table.put(key, value), never);

describe("RecordsFile", () => {
  it("shows each what the others have done", () => {
    const [one, other] = [open(), open()];
    put(one, "a", 1);
    put(other, "b", 2);
    put(one, "a", 3);
    other.file.transact(() => other.table.delete("b"), never);
    const seen = one.file.transact(() => [one.table.get("a"), one.table.get("b")], never);
    expect(seen).toEqual([3, undefined]);
    expect(other.file.transact(() => other.records.all(), never)).toEqual(one.records.all());
  });

  it("keeps nothing of what fails, unless the failure is an answer", () => {
    const one = open();
    const failing = (key: string) => () => {
      one.table.put(key, 1);
      throw new Error(key);
    };
    expect(() => one.file.transact(failing("bug"), never)).toThrow("bug");
    expect(() => one.file.transact(failing("answer"), () => true)).toThrow("answer");
    const other = open();
    expect(other.file.transact(() => [...other.table.keys()], never)).toEqual(["answer"]);
    expect([...one.table.keys()]).toEqual(["answer"]);
  });

  it("cuts off a line that wasn't ended, and goes on", () => {
    const one = open();
    put(one, "a", 1);
    const before = readFileSync(file, "utf8");
    appendFileSync(file, `[{"table":"t","key":"a","va`);
    const other = open();
    expect(other.file.transact(() => other.table.get("a"), never)).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(before);
    appendFileSync(file, `[{"table"`);
    put(one, "b", 2);
    expect(other.file.transact(() => other.table.get("b"), never)).toBe(2);
  });

  it("says so if the file is damaged before its end", () => {
    put(open(), "a", 1);
    appendFileSync(file, "\0\0\0\n");
    const damaged = /deep\/sandbox\.jsonl is damaged; "standby sandbox reset" begins anew$/;
    expect(() => put(open(), "a", 1)).toThrow(damaged);
  });

  it("says so if what was written as a whole is cut short, and leaves it alone", () => {
    const one = open();
    for (let number = 0; number < 60; number++) {
      one.file.transact(() => one.records.table<string>("s").put("x", "y".repeat(20_000)), never);
    }
    expect(JSON.parse(readFileSync(file, "utf8").split("\n")[0]!)).not.toMatchObject({ whole: 0 });
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 10_000));
    expect(() => put(open(), "a", 1)).toThrow("is damaged");
    expect(statSync(file).size).toBe(10_000);
  });

  it("writes itself anew when it has grown, and others notice", () => {
    const [one, other] = [open(), open()];
    put(other, "first", 1);
    let largest = 0;
    for (let number = 0; number < 300; number++) {
      one.file.transact(() => one.records.table<string>("s").put("x", "y".repeat(20_000)), never);
      put(one, "last", number);
      largest = Math.max(largest, statSync(file).size);
    }
    expect(largest).toBeLessThan(1_200_000);
    expect(other.file.transact(() => other.table.get("last"), never)).toBe(299);
    put(other, "more", 1);
    expect(one.file.transact(() => one.table.get("more"), never)).toBe(1);
    expect(one.records.all()).toEqual(other.records.all());
    const fresh = open();
    expect(fresh.file.transact(() => fresh.records.all(), never)).toEqual(one.records.all());
  });

  it("begins anew when somebody deletes the file", () => {
    const one = open();
    put(one, "a", 1);
    rmSync(file);
    expect(one.file.transact(() => one.table.get("a"), never)).toBeUndefined();
  });
});

/** Takes a lock that somebody dead holds, and gives the process that then has it. */
function takenBy(path: string): unknown {
  const lock = new Lock(path);
  lock.take(1000);
  const { token, pid } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  lock.release();
  return token === "other" ? token : pid;
}

describe("Lock", () => {
  const holder = (pid: number, began?: string) =>
    JSON.stringify({ token: "other", pid, host: os.hostname(), began, since: 0 });

  it("is broken when its holder has died", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${folder}/lock`, holder(pid));
    expect(takenBy(`${folder}/lock`)).toBe(process.pid);
  });

  it("is broken when its holder's number is another process by now", () => {
    writeFileSync(`${folder}/lock`, holder(process.pid, "1"));
    expect(takenBy(`${folder}/lock`)).toBe(process.pid);
  });

  it("is broken also if somebody died over breaking it", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${folder}/lock`, holder(pid));
    writeFileSync(`${folder}/lock.break-other`, holder(pid).replace("other", "breaker"));
    expect(takenBy(`${folder}/lock`)).toBe(process.pid);
  });

  it("is left to a living holder, who is named", () => {
    writeFileSync(`${folder}/lock`, holder(process.pid));
    const waiting = () => new Lock(`${folder}/lock`).take(5);
    expect(waiting).toThrow(`is held by process ${process.pid} on ${os.hostname()}`);
  });

  it("is left to a holder on another machine", () => {
    writeFileSync(`${folder}/lock`, holder(1).replace(os.hostname(), "elsewhere"));
    expect(() => new Lock(`${folder}/lock`).take(5)).toThrow("on elsewhere");
  });
});

describe("a sandbox with a file", () => {
  it("keeps what a call did before it was said to have failed", () => {
    const thing = { kind: "test.Thing", project: "p", location: "global", name: "thing" };
    const sandbox = openSandbox({ file, kinds: [] });
    const failed = () =>
      sandbox.transact((cloud) => {
        cloud.faults.inject("f", { kind: "call", nth: 1, when: "after", verb: "create" });
        cloud.create(thing, {});
      });
    expect(failed).toThrow("Service unavailable");
    const other = openSandbox({ file, kinds: [] });
    expect(other.transact((cloud) => cloud.get(thing).revision)).toBe(1);
    expect(() => other.transact((cloud) => cloud.create(thing, {}))).toThrow("already exists");
    const bug = () =>
      other.transact((cloud) => {
        cloud.delete(thing);
        throw new TypeError("a mistake");
      });
    expect(bug).toThrow("a mistake");
    expect(sandbox.transact((cloud) => cloud.get(thing).name)).toBe("thing");
    expect(() =>
      sandbox.transact(() => {
        throw notFound("x");
      }),
    ).toThrow("not found");
  });
});
