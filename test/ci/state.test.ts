import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { editDescription } from "../../system/edit";
import { realPulumi } from "../engine/real-cli";
import { commit } from "./clean-clone";
import { Standing } from "./standing";
import { StateHome, STATE_REGIONS } from "./state-home";

const withCli = realPulumi() === undefined ? it.skip : it;

// The real CLI brings both stacks up, with its states in a bucket of the sandbox.
jest.setTimeout(1_500_000);

const HOME = "us-central1";

/** One deployed system: each test goes on where the one before it ended. */
describe("states in the bucket that bootstrap makes (skipped without pulumi on the PATH)", () => {
  let standing: Standing;
  let home: StateHome;
  const standby = (...args: string[]) =>
    standing.run("node", ["bin/standby.js", ...args], home.env);
  const script = (name: string, ...args: string[]) => standing.run(`.ci/${name}`, args, home.env);
  const bank = () => path.join(standing.clone, "systems/online-bank.yaml");

  beforeAll(async () => {
    if (realPulumi() === undefined) return;
    standing = Standing.bare();
    home = await StateHome.open(standing);
    await standing.makeStacks(home.env);
  });
  afterAll(async () => {
    await home?.close();
    standing?.remove();
  });

  withCli("hold both stacks, and a copy after every deployment", async () => {
    let said = "";
    for (const stack of ["prod", "dr"]) {
      const done = await script("deploy", stack);
      standing.settle();
      said += done.out;
      expect(done.out).toContain("may be deployed");
      expect({ stack, code: done.code }).toEqual({ stack, code: 0 });
    }
    const text = readFileSync(bank(), "utf8");
    writeFileSync(bank(), editDescription(text, { "regions.us-east1.state": "standing" }));
    commit(standing.clone, "Count on us-east1");
    expect(await script("deploy", "prod")).toMatchObject({ code: 0 });
    standing.settle();
    const well = await script("healthy", "0");
    expect({ ...well, out: well.code === 0 ? "" : well.out }).toEqual({ code: 0, out: "" });
    const listed = await standing.run(
      "gcloud",
      ["storage", "ls", `gs://${home.env["EXPORT_BUCKET"]}/`],
      home.env,
    );
    const copies = listed.out.trim().split("\n");
    expect(copies.filter((name) => /\/(prod|dr)\/\d{8}T\d{6}Z\.json$/.test(name))).toHaveLength(3);
    const one = await standing.run("gcloud", ["storage", "cat", copies.at(-1) ?? ""], home.env);
    expect(one.out).toContain(`"ciphertext"`);
    expect(one.out).not.toContain(`"plaintext"`);
    said += (await script("drift", "prod")).out + one.out;
    const secrets = await standing.secrets("prod", home.env);
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(said.includes(secret)).toBe(false);
  });

  withCli("are read and opened while the home region and one of their own are gone", async () => {
    home.lose(HOME, STATE_REGIONS[0]);
    const seen = await standby("state", "verify", "--json");
    const verified = parse(seen.out.slice(seen.out.indexOf("["), seen.out.lastIndexOf("]") + 1));
    const checks = verified.flatMap(({ stack, checks }: never) =>
      (checks as { id: string; outcome: string }[]).map(({ id, outcome }) => [stack, id, outcome]),
    );
    const holding = ["read", "secrets", "hosts", "place", "key", "keeping"];
    expect(checks).toEqual(
      ["prod", "dr"].flatMap((stack) => holding.map((id) => [stack, id, "holds"])),
    );
    expect(seen.code).toBe(0);
  });

  withCli("let a failover through to its end, all the same", async () => {
    const system = ["online-bank", "online-bank"];
    const done = await script("recover", "failover", "us-east1", ...system, "--primary-is-lost");
    expect(done.out).not.toContain("plaintext");
    expect({ code: done.code, out: done.code === 0 ? "" : done.out }).toEqual({ code: 0, out: "" });
    expect(parse(readFileSync(bank(), "utf8"))).toMatchObject({
      primary: "us-east1",
      regions: { [HOME]: { state: "lost" } },
    });
    expect(await script("drift", "dr")).toMatchObject({ code: 0 });
  });
});
