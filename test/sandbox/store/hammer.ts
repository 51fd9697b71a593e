import { writeSync } from "node:fs";
import { openSandbox } from "../../../sandbox/sandbox";

// Works on a sandbox's file beside others: makes things of its own, counts in a thing of all, and
// says each number once it is acknowledged. It stops when it has done so many, or is killed.
const [, , file = "", worker = "", times = ""] = process.argv;
const sandbox = openSandbox({ file, kinds: [] });
const COUNTER = { kind: "test.Counter", project: "p", location: "global", name: "counter" };

for (let number = 0; number < Number(times); number++) {
  sandbox.transact((cloud) => {
    const own = { ...COUNTER, kind: "test.Thing", name: `${worker}-${number}` };
    cloud.create(own, { padding: "x".repeat(2000) });
    const count = Number(cloud.get(COUNTER).properties["count"]);
    cloud.update(COUNTER, { count: count + 1 });
    cloud.delete(own);
    cloud.create({ ...own, kind: "test.Kept" }, {});
  });
  writeSync(1, `${number}\n`);
}
sandbox.close();
