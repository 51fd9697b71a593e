import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { cleanClone, commit, git } from "./clean-clone";
import { StandIns } from "./stand-ins";

// Each step starts standby once, and a loaded machine takes its time.
jest.setTimeout(120_000);

const NAME = "us-docker.pkg.dev/acme/apps/web";
const DIGEST = `sha256:${"5".repeat(64)}`;

const here = new StandIns();
const clone = cleanClone(here.folder);
here.work(clone);
afterAll(() => here.remove());

const file = path.join(clone, "systems/online-bank.yaml");
const web = () => parse(readFileSync(file, "utf8")).services.web;
let runs = 0;
const release = (...args: string[]) => here.run(".ci/release", args, { RUN: String((runs += 1)) });

/** One repository: each test goes on where the one before it ended. */
describe(".ci/release", () => {
  const before = web().runs.image as string;
  const comments = () => readFileSync(file, "utf8").match(/#.*/g);
  const said = comments();

  it("resolves a tag once, and brings the version in on a share of the instances", async () => {
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace("{ strategy: rolling,", "{ strategy: canary, canary: 10 %, bake: 30 minutes,"),
    );
    commit(clone, "Try versions of web on a share");
    here.command("gh", "echo https://github.example/1");
    here.command("gcloud", `echo "${DIGEST}"`);
    const { code, out } = await release("web", "next", `${NAME}:v42`);
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(web().release.next).toBe(`${NAME}@${DIGEST}`);
    expect(web().runs.image).toBe(before);
    expect(comments()).toEqual(said);
    expect(here.calls()).toEqual([
      `gcloud artifacts docker images describe ${NAME}:v42 --format value(image_summary.digest)`,
      expect.stringContaining(`gh pr create --head release-web-next-1 --title Bring ${DIGEST}`),
    ]);
    expect(git(clone, "show", "--stat", "--format=", "HEAD")).toContain("1 file changed");
    const pushed = git(path.join(here.folder, "origin.git"), "rev-parse", "release-web-next-1");
    expect(pushed).toBe(git(clone, "rev-parse", "HEAD"));
  });

  it("runs it everywhere, and takes the whole of it back by one edit", async () => {
    expect(await release("web", "all")).toMatchObject({ code: 0 });
    expect(web()).toMatchObject({ runs: { image: `${NAME}@${DIGEST}` } });
    expect(web().release).not.toHaveProperty("next");
    expect(await release("web", "back", before)).toMatchObject({ code: 0 });
    expect(web().runs.image).toBe(before);
    expect(comments()).toEqual(said);
  });

  it("leaves the description alone where it refuses", async () => {
    const text = readFileSync(file, "utf8");
    const refused = await release("web", "all");
    expect(refused.out).toContain("web has no version on trial");
    expect(refused.code).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(here.calls().filter((call) => call.startsWith("gh"))).toHaveLength(3);
  });
});

describe(".ci/image", () => {
  it("builds, pushes, and says the digest that the registry gave", async () => {
    const fresh = new StandIns();
    fresh.command("gcloud", "exit 0");
    fresh.command("docker", `[ "$1" != image ] || echo "${NAME}@${DIGEST}"`);
    const output = path.join(fresh.folder, "output");
    const { code, out } = await fresh.run(".ci/image", ["app", `${NAME}:v42`], {
      GITHUB_OUTPUT: output,
    });
    expect({ code, out }).toEqual({ code: 0, out: `${NAME}@${DIGEST}\n` });
    expect(readFileSync(output, "utf8")).toBe(`image=${NAME}@${DIGEST}\n`);
    expect(fresh.calls().map((call) => call.split(" ").slice(0, 2).join(" "))).toEqual([
      ...["gcloud auth", "docker build", "docker push", "docker image"],
    ]);
    fresh.remove();
  });
});
