import { renameSync } from "node:fs";
import path from "node:path";
import { cleanClone } from "./clean-clone";
import { StandIns } from "./stand-ins";

jest.setTimeout(60_000);

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
afterAll(() => here.remove());

/** `npm` that says how many tests there were; the real one would run this test again. */
function npm(closing: string, status = 0): void {
  const says = `case "$1" in test) echo "${closing}"; exit ${status} ;; esac`;
  here.command("npm", says);
}

describe(".ci/run", () => {
  it("runs the README's commands and the checks, and says the closing line last", async () => {
    npm("12 passed, 0 failed");
    const { code, out } = await here.run(".ci/run", []);
    expect({ code, last: out.trim().split("\n").at(-1) }).toEqual({
      code: 0,
      last: "12 passed, 0 failed",
    });
    expect(here.calls()).toEqual([
      ...["npm ci", "npm run preview", "npm run check", "npm ci", "npm test"],
    ]);
  });

  it("is done after the checks in a project that has no tests", async () => {
    npm("no tests found", 1);
    const tests = path.join(clone, "test");
    renameSync(tests, `${tests}-away`);
    const before = here.calls().length;
    const { code } = await here.run(".ci/run", []);
    renameSync(`${tests}-away`, tests);
    expect({ code, calls: here.calls().slice(before) }).toEqual({
      code: 0,
      calls: ["npm ci", "npm run preview", "npm run check"],
    });
  });

  it("ends as the tests end", async () => {
    npm("11 passed, 1 failed", 1);
    const { code, out } = await here.run(".ci/run", []);
    expect({ code, last: out.trim().split("\n").at(-1) }).toEqual({
      code: 1,
      last: "11 passed, 1 failed",
    });
  });

  it("refuses skipped tests where there is a Pulumi CLI", async () => {
    npm("11 passed, 0 failed, 1 skipped");
    here.command("pulumi", "exit 0");
    const { code, out } = await here.run(".ci/run", []);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining("tests were skipped") });
  });
});
