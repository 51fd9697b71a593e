import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import { copyOfProject, follow } from "./made-up-kind";
import { quoted, read, table } from "./markdown";

/** What doesn't compile in a copy, by file. Scripts and benchmarks use the tests, which it lacks. */
function complaints(folder: string): readonly string[] {
  const tsc = path.join(folder, "node_modules/.bin/tsc");
  const { stdout } = spawnSync(tsc, ["-p", "tsconfig.json", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  return stdout.split("\n").filter((line) => /^(?!bench|scripts|\s)\S+\(\d+,\d+\): /.test(line));
}

const filesOf = (all: readonly string[]) => [
  ...new Set(all.map((one) => one.slice(0, one.indexOf("(")))),
];

/** The bank with a cache that its web service uses. */
function describeOne(folder: string): string {
  const bank = fs.readFileSync(path.join(folder, "systems/online-bank.yaml"), "utf8");
  const sessions = "  sessions: { kind: cache, location: us-central1, size: 5 GB }";
  const text = bank
    .replace(/^data:$/m, `data:\n${sessions}`)
    .replace(/state: planned/, "state: standing")
    .replace(/^( +)uses: \[accounts-db/m, "$1uses: [sessions, accounts-db");
  fs.writeFileSync(path.join(folder, "systems/cached.yaml"), text);
  return "systems/cached.yaml";
}

function standby(folder: string, ...args: readonly string[]) {
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" };
  const bin = path.join(folder, "bin/standby.js");
  const ran = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8", env });
  return { status: ran.status, said: ran.stdout + ran.stderr };
}

describe("a kind of data that isn't there", () => {
  const folders: string[] = [];
  const copy = (): string => {
    const folder = copyOfProject();
    folders.push(folder);
    return folder;
  };
  afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  it("is asked about in the files that the recipe says, and in no other", () => {
    const folder = copy();
    follow(folder, (file) => file.startsWith("system/kinds/"));
    const kinds = path.join(folder, "system/kinds/kinds.ts");
    fs.writeFileSync(kinds, fs.readFileSync(kinds, "utf8").replace("\n  cache,\n", "\n"));
    const rows = table(read("docs/add-a-data-kind.md"), "Asked in");
    // A table that lacks an entry; whatever reads it is wrong for no reason of its own.
    const lacking = complaints(folder).filter((line) => /: error TS2741: /.test(line));
    const asked = filesOf(lacking);
    expect(asked.toSorted()).toEqual(rows.flatMap(([file = ""]) => quoted(file)).toSorted());
  });

  it("compiles, previews, survives and recovers by its schema entry, its component and its rules", () => {
    const folder = copy();
    const touched = follow(folder, () => true);
    expect(touched).toEqual([
      ...["system/kinds/cache.ts", "system/kinds/kinds.ts"],
      ...["components/cache.ts", "components/kinds.ts"],
      ...["policy/survival/cache.ts", "policy/survival/data.ts"],
    ]);
    expect(complaints(folder)).toEqual([]);
    const system = describeOne(folder);
    const preview = standby(folder, "preview", "--system", system);
    expect(preview).toMatchObject({ status: 0 });
    expect(preview.said).toContain("sessions");
    const survived = standby(folder, "survive", "--system", system);
    expect(survived).toMatchObject({ status: 0 });
    expect(survived.said).toContain("made anew, and filled again");
    const lost = standby(folder, "plan", "region-loss", "--of", "us-central1", "--system", system);
    expect(lost.said).toContain("Make sessions anew in another region");
    const restored = standby(
      folder,
      "plan",
      "data-deletion",
      "--of",
      "sessions",
      "--system",
      system,
    );
    expect(restored.said).toContain("Make a copy of sessions");
  });
});
