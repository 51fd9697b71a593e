import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanClone, commit, git } from "./clean-clone";
import { StandIns } from "./stand-ins";

jest.setTimeout(120_000);

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
afterAll(() => here.remove());

/** GitHub's own client, with issues in a file: `--jq` is carried out as it does. */
function gh(issues: readonly { number: number; title: string }[]): void {
  const file = here.write("issues.json", JSON.stringify(issues));
  here.command(
    "gh",
    `if [ "$1 $2" = "issue list" ]; then jq -r "\${@: -1}" "${file}"; else echo "https://github.example/1"; fi`,
  );
}

const bank = () => path.join(clone, "systems/online-bank.yaml");

/** One repository: each test goes on where the one before it ended. */
describe("the scripts that change the repository", () => {
  it("rollback takes all files back in a new commit, but for the workflows and the consents", async () => {
    const before = git(clone, "rev-parse", "HEAD");
    const good = readFileSync(bank(), "utf8");
    writeFileSync(bank(), good.replace("1200 rps", "9 rps"));
    writeFileSync(path.join(clone, "components/extra.ts"), "export const extra = 1;\n");
    writeFileSync(path.join(clone, "consents.yaml"), "[]\n");
    const workflow = path.join(clone, ".github/workflows/deploy.yml");
    writeFileSync(workflow, `${readFileSync(workflow, "utf8")}# newer\n`);
    const bad = commit(clone, "Break it");
    const { code, out } = await here.run(".ci/rollback", [before, "rollback-1"]);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("Go back to") });
    expect(git(clone, "log", "--format=%s", "-3")).toBe(
      `Go back to ${before.slice(0, 7)}\nBreak it\nBegin`,
    );
    expect(git(clone, "diff", "--name-only", before, "HEAD").split("\n")).toEqual([
      ".github/workflows/deploy.yml",
      "consents.yaml",
    ]);
    expect(readFileSync(bank(), "utf8")).toBe(good);
    expect(git(clone, "log", "-1", "--format=%an")).toBe("github-actions[bot]");
    expect(git(clone, "rev-parse", "main")).toBe(bad);
  });

  it("propose pushes the branch, and opens a pull request with the commit's own words", async () => {
    gh([]);
    const proposed = await here.run(".ci/propose", ["rollback-1", "Go back"]);
    expect(proposed).toMatchObject({ code: 0 });
    const pushed = git(path.join(here.folder, "origin.git"), "rev-parse", "rollback-1");
    expect(pushed).toBe(git(clone, "rev-parse", "HEAD"));
    expect(here.calls()).toEqual([
      `gh pr create --head rollback-1 --title Go back --body ${git(clone, "log", "-1", "--format=%B")}`,
    ]);
  });

  it("rollback refuses what never was on the branch, and what changes nothing", async () => {
    git(clone, "switch", "--quiet", "--orphan", "strange");
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Strange");
    const strange = git(clone, "rev-parse", "HEAD");
    git(clone, "switch", "--quiet", "main");
    const never = await here.run(".ci/rollback", [strange, "rollback-2"]);
    expect(never).toMatchObject({ code: 2, out: expect.stringContaining("is not a revision") });
    const same = await here.run(".ci/rollback", ["HEAD", "rollback-3"]);
    expect(same).toMatchObject({ code: 2, out: expect.stringContaining("nothing differs") });
    expect((await here.run(".ci/rollback", ["HEAD; rm x", "rollback-4"])).code).not.toBe(0);
  });
});

describe(".ci/described", () => {
  const written = path.join(here.folder, "described.patch");

  it("proposes what a recovery has written, on top of what main has by now", async () => {
    git(clone, "switch", "--quiet", "--force", "main");
    const before = readFileSync(bank(), "utf8");
    writeFileSync(bank(), before.replace("primary: us-central1", "primary: us-east1"));
    await here.shell(`git diff --binary -- systems > "${written}"`);
    git(clone, "checkout", "--quiet", "--", ".");
    writeFileSync(bank(), before.replace("9 rps", "8 rps").replace("1200 rps", "8 rps"));
    commit(clone, "Change something else meanwhile");
    gh([]);
    const proposed = await here.run(".ci/described", [written, "failover-1", "Describe it"]);
    expect(proposed).toMatchObject({ code: 0 });
    const text = readFileSync(bank(), "utf8");
    expect([text.includes("primary: us-east1"), text.includes("8 rps")]).toEqual([true, true]);
    expect(git(clone, "log", "-1", "--format=%s")).toBe("Describe it");
    expect(here.calls().at(-1)).toContain("gh pr create --head failover-1 --title Describe it");
    git(clone, "switch", "--quiet", "main");
  });

  it("proposes nothing where nothing was written", async () => {
    for (const none of [here.write("empty.patch", ""), path.join(here.folder, "nowhere")]) {
      const { code, out } = await here.run(".ci/described", [none, "failover-2", "Describe it"]);
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("nothing") });
    }
  });
});

describe(".ci/environment", () => {
  it("takes the stack files of another environment, and refuses one that isn't there", async () => {
    const own = "config:\n  gcp:project: acme-test\n  standby:overlay: test\n";
    for (const stack of ["prod", "dr"]) {
      here.write(`project/environments/test/Pulumi.${stack}.yaml`, own);
    }
    const { code, out } = await here.run(".ci/environment", ["test"]);
    expect({ code, lines: out.trim().split("\n").length }).toEqual({ code: 0, lines: 4 });
    expect(readFileSync(path.join(clone, "Pulumi.prod.yaml"), "utf8")).toBe(own);
    expect(await here.run(".ci/environment", ["toast"])).toMatchObject({ code: 2 });
    git(clone, "checkout", "--quiet", "--", ".");
  });
});

describe(".ci/issue", () => {
  const title = "What stands differs from what is described";

  it("opens one, and adds to it while it is open", async () => {
    const text = here.write("drift.txt", "## prod\n");
    gh([{ number: 4, title: `${title}, too` }]);
    expect(await here.run(".ci/issue", [title, text])).toMatchObject({ code: 0 });
    expect(here.calls().at(-1)).toBe(`gh issue create --title ${title} --body-file ${text}`);
    gh([
      { number: 4, title: `${title}, too` },
      { number: 7, title },
    ]);
    expect(await here.run(".ci/issue", [title, text])).toMatchObject({ code: 0 });
    expect(here.calls().at(-1)).toBe(`gh issue comment 7 --body-file ${text}`);
  });
});

describe(".ci/healthy", () => {
  const looks = (body: string) => here.command("node", body);
  const wait = (minutes: string) =>
    here.run(".ci/healthy", [minutes], { HEALTHY_PAUSE: "0.1", WAITED: here.folder });

  it("looks again until it is well", async () => {
    looks(`echo x >> "$WAITED/looks"; [ "$(wc -l < "$WAITED/looks")" -ge 3 ]`);
    expect(await wait("1")).toEqual({ code: 0, out: "" });
    expect(readFileSync(path.join(here.folder, "looks"), "utf8")).toBe("x\nx\nx\n");
  });

  it("asks for the region of one stack, so that the other's sickness doesn't count", async () => {
    looks(`echo "$*" > "$WAITED/asked"`);
    await here.run(".ci/healthy", ["0", "dr"], { WAITED: here.folder });
    const asked = readFileSync(path.join(here.folder, "asked"), "utf8");
    expect(asked).toBe("bin/standby.js status --region us-east1\n");
  });

  it("leaves the next stack alone where it doesn't get well in time", async () => {
    looks("exit 1");
    const { code, out } = await wait("0");
    expect(code).toBe(1);
    expect(out).toContain("the next stack is left alone");
  });
});

describe(".ci/plugins and .ci/unlock", () => {
  it("call the CLI with the versions of the packages, and with the stack", async () => {
    const fresh = new StandIns();
    fresh.work(clone);
    fresh.command("pulumi", "exit 0");
    expect(await fresh.run(".ci/plugins", [])).toEqual({ code: 0, out: "" });
    expect(await fresh.run(".ci/unlock", ["prod"])).toEqual({ code: 0, out: "" });
    const { dependencies } = JSON.parse(readFileSync(path.join(clone, "package.json"), "utf8")) as {
      dependencies: Readonly<Record<string, string>>;
    };
    expect(fresh.calls()).toEqual([
      ...["gcp", "kubernetes", "random"].map(
        (name) => `pulumi plugin install resource ${name} ${dependencies[`@pulumi/${name}`]}`,
      ),
      "pulumi cancel --yes --stack prod --non-interactive --color never",
    ]);
    fresh.remove();
  });
});
