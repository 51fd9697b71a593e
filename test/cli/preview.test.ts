import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fromPreview } from "../../inventory/preview-json";

const PROJECT = path.resolve(__dirname, "../..");
const BANK = path.join(PROJECT, "systems/online-bank.yaml");

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function standby(args: readonly string[], cwd = PROJECT): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(PROJECT, "bin/standby.js"), ...args],
    { cwd, encoding: "utf8", env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
  );
  return { status, stdout, stderr };
}

/** Neither a stack trace nor half a result. */
function expectRefusal({ status, stdout, stderr }: Ran, ...lines: readonly string[]): void {
  expect(stderr.trimEnd().split("\n")).toEqual(lines);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toBe("");
  expect(status).toBe(2);
}

describe("standby preview", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-preview-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** The bank with some text replaced, as a file of its own. */
  function bank(...changes: readonly (readonly [from: string, to: string])[]): string {
    const text = changes.reduce(
      (changed, [from, to]) => {
        expect(changed).toContain(from);
        return changed.replace(from, to);
      },
      fs.readFileSync(BANK, "utf8"),
    );
    const file = path.join(folder, "bank.yaml");
    fs.writeFileSync(file, text);
    return file;
  }

  it("shows both stacks and says what it checked", () => {
    const { status, stdout, stderr } = standby(["preview"]);
    expect(stderr).toBe("");
    expect(stdout).toContain("online-bank: hot standby, primary region us-central1\n");
    expect(stdout).toMatch(/^prod {2}us-central1: primary, takes the writes; home/m);
    expect(stdout).toMatch(/^dr {2}us-east1: hot standby, planned: nothing refers to it yet/m);
    expect(stdout).toMatch(
      /web us-central1 +14 instances: 1200 rps \/ 200 rps = 6 needed \+ 7 lost/,
    );
    expect(stdout.trimEnd()).toMatch(/\nno problems$/);
    expect(status).toBe(0);
  });

  it("prints one document for both stacks, readable as the CLI's own", () => {
    const { status, stdout } = standby(["preview", "--json"]);
    const document = JSON.parse(stdout);
    const perStack = ["prod", "dr"].map((stack) =>
      fromPreview(JSON.parse(standby(["preview", "--json", "--stack", stack]).stdout)),
    );
    const steps = perStack.flatMap(({ resources }) => resources.map(({ urn }) => urn));
    expect(document.steps.map(({ urn }: { urn: string }) => urn)).toEqual(steps);
    expect(document.changeSummary).toEqual({ create: steps.length });
    expect(status).toBe(0);
  });

  it.each([
    ["cold", /web-us-east1 .*0 instances in zones b, c, d \(autoscaler off\)/],
    ["warm", /web-us-east1 .*3 instances in zones b, c, d \(up to 15\)/],
    ["hot", /web-us-east1 .*11 instances in zones b, c, d \(up to 15\)/],
  ])("shows %s standby", (mode, instances) => {
    const { stdout } = standby(["preview", "--stack", "dr", "--standby", mode]);
    expect(stdout).toMatch(instances);
    expect(stdout.includes("Database accounts-db-us-east1")).toBe(mode !== "cold");
  });

  it("shows another primary region, and a lost one", () => {
    const states = ["--state", "us-east1=standing", "--state", "us-central1=lost"];
    const { stdout, status } = standby(["preview", ...states, "--primary", "us-east1"]);
    expect(stdout).toMatch(/^prod {2}us-central1: lost: fenced, nothing refers to it; home/m);
    expect(stdout).toMatch(/Database accounts-db-us-east1 .*writer, HA/);
    expect(stdout).toMatch(/Database accounts-db-us-central1 .*fenced: left in the role it had/);
    expect(stdout).toMatch(/LoadBalancer online-bank .*web: us-east1 open\n/);
    expect(status).toBe(0);
  });

  it("ends with 1 where a reliability rule is broken, unless it is waived", () => {
    const place = ["location: [us-central1, us-east1]", "location: us-central1"] as const;
    const run = (...changes: readonly (readonly [from: string, to: string])[]) =>
      standby(["preview", "--system", bank(place, ...changes), "--stack", "prod"]);
    const broken = run();
    expect(broken.stdout).toMatch(
      /: 1 broken, 0 waived, \d+ not decidable here\nobjectives: .*\n1 problem:\n/,
    );
    expect(broken.stdout).toMatch(/error {2}prod Bucket documents {2}location {2}"US-CENTRAL1" is/);
    expect(broken.status).toBe(1);
    const waiver = "{ rule: R22, of: documents, reason: copies of originals, until: 2999-12-31 }";
    const waived = run(["objectives:", `waivers: [${waiver}]\nobjectives:`]);
    expect(waived.stdout).toMatch(
      /: 0 broken, 1 waived, \d+ not decidable here\nobjectives: .*\nno problems\n$/,
    );
    expect(waived.status).toBe(0);
  }, 30_000);

  it("takes another description's home region as prod, whatever the stack files say", () => {
    const swapped = bank(
      ["us-central1: { zones: [a, b] }", "us-central1: { zones: [a, b], state: planned }"],
      ["us-east1: { zones: [b, c, d], state: planned }", "us-east1: { zones: [b, c, d] }"],
      ["home: us-central1", "home: us-east1"],
      ["primary: us-central1", "primary: us-east1"],
    );
    const { stdout, stderr } = standby(["preview", "--system", swapped]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^prod {2}us-east1: primary, takes the writes; home/m);
    expect(stdout).toMatch(/^dr {2}us-central1: hot standby, planned/m);
  });

  it("shows another environment of the same system, with its own waivers", () => {
    const { stdout, status } = standby(["preview", "--overlay", "staging"]);
    expect(stdout).toContain("bank-staging: warm standby, primary region us-central1\n");
    expect(stdout).toMatch(/held against \d+ reliability rules: 0 broken, 2 waived/);
    expect(status).toBe(0);
    const strange = standby(["preview", "--overlay", "stagin"]);
    expect(strange.stderr).toContain('did you mean "staging"?');
    expect(strange.status).toBe(2);
  }, 30_000);

  it("names all problems of a description at once, and registers nothing", () => {
    const broken = bank(
      ["zones: [b, c, d]", "zones: [a, c, d]"],
      ["primary: us-central1", "primary: us-west1"],
      ["rto: 15 minutes", 'rto: "15m"'],
      ["image: us-docker.pkg.dev/example-bank-prod/apps/web@sha256:", "image: nginx:latest #"],
      [
        "  documents:\n    kind: bucket",
        "  a-bucket-with-a-name-that-is-much-too-long-for-cloud-storage:\n    kind: bucket",
      ],
    );
    const { status, stdout, stderr } = standby(["preview", "--system", broken]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).toContain('"us-west1" is not one of the regions us-central1, us-east1');
    expect(stderr).toContain('"a" is not a zone of us-east1; it has b, c, d');
    expect(stderr).toContain('did you mean "15 minutes"?');
    expect(stderr).toContain('"nginx:latest" must be a container pinned by digest');
    expect(stderr).toContain("63 is the limit");
  }, 30_000);

  it("refuses what it can't make sense of", () => {
    const nowhere = path.join(folder, "nowhere.yaml");
    expectRefusal(
      standby(["preview", "--system", nowhere]),
      `${path.relative(PROJECT, nowhere)} is not a file; name a system description, such as systems/online-bank.yaml`,
    );
    expectRefusal(
      standby(["preview", "--stack", "staging"]),
      '--stack  "staging" is not one of dr, prod',
    );
    expectRefusal(
      standby(["preview", "--state", "us-east1"]),
      '"us-east1" has no "="; write the name, "=" and the value, such as us-east1=standing',
    );
    expect(standby(["preview", "--nonsense"]).status).toBe(2);
    expect(standby(["preview"], folder).stderr).toBe(
      `${folder} is in no project: no Pulumi.yaml here or above; "standby init NAME" begins one in an empty folder\n`,
    );
  }, 30_000);

  it("refuses values that the description could not have either", () => {
    const { status, stderr } = standby([
      "preview",
      "--standby",
      "lukewarm",
      "--primary",
      "us-east1",
      "--what-if",
      "servces.web=1",
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain('"lukewarm"');
    expect(stderr).toContain("cold, warm, hot");
    expect(stderr).toContain("servces");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("explains itself", () => {
    const { status, stdout } = standby(["preview", "--help"]);
    expect(stdout).toContain("Examples:\n  standby preview ");
    expect(stdout).toContain("Exit codes: 0 no problems, 1 problems found, 2 bad input.");
    expect(status).toBe(0);
  });
});
