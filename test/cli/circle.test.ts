import { differences } from "../sandbox/circle/same";
import { Sandboxed } from "./sandboxed";

jest.setTimeout(1_800_000);

const HOME = "us-central1";
const OTHER = "us-east1";

// The commands that a person runs, in processes of their own, on one deployed system and its copies.
describe("recoveries by command", () => {
  const bank = new Sandboxed("circle");
  beforeAll(() => {
    bank.done("up", OTHER, "--yes");
    bank.done("drain", HOME, "--dry-run"); // the first to look makes the lease's bucket
  });
  afterAll(() => bank.remove());

  function forked(name: string, work: (copy: Sandboxed) => void): void {
    const copy = bank.fork(`circle-${name}`);
    try {
      work(copy);
    } finally {
      copy.remove();
    }
  }

  it("drains a region, refuses the rest meanwhile, and opens it again as it was", () =>
    forked("drain", (copy) => {
      const before = copy.cloud();
      expect(copy.done("drain", HOME, "--yes")).toContain(`drain ${HOME} --undo`);
      expect(copy.status()).toMatchObject({ state: "drained", frozen: true });
      expect(differences(before, copy.cloud()).join()).toContain("online-bank-web");
      const refused = copy.run("switchover", OTHER, "--yes");
      expect([refused.status, refused.stderr]).toEqual([
        1,
        expect.stringContaining("a region is drained; open it first"),
      ]);
      expect(copy.run("drain", OTHER, "--undo", "--yes").stderr).toContain(`${HOME} is drained`);
      copy.done("drain", HOME, "--undo", "--yes");
      expect(copy.status()).toMatchObject({ state: "steady", frozen: false, lease: "free" });
      expect(differences(before, copy.cloud())).toEqual([]);
    }));

  it("goes round twice, lost and back and home, and ends as it began", () =>
    forked("twice", (copy) => {
      const before = copy.cloud();
      const described = copy.description();
      for (const round of [1, 2]) {
        copy.done("sandbox", "lose", HOME);
        const failed = copy.done("failover", OTHER, "--yes", "--json");
        expect([round, JSON.parse(failed)]).toMatchObject([round, { left: [] }]);
        expect(copy.status()).toMatchObject({ state: "unprotected" });
        copy.done("sandbox", "back", HOME);
        copy.done("rejoin", "--yes");
        expect(copy.status()).toMatchObject({ state: "steady", differs: { wrong: [] } });
        copy.done("switchover", HOME, "--yes");
      }
      expect(copy.status()).toMatchObject({ state: "steady", differs: { wrong: [], unknown: [] } });
      expect(differences(before, copy.cloud())).toEqual([]);
      // A region that is back says that it stands; before, that went without saying.
      expect(copy.description().replaceAll(", state: standing }", " }")).toBe(
        described.replaceAll(", state: standing }", " }"),
      );
    }));

  it.each([
    ["the old primary", HOME, OTHER],
    ["the new one", OTHER, HOME],
  ])("lets a failover overtake a switchover that the loss of %s has cut off", (_, lost, left) =>
    forked(`overtaken-${left}`, (copy) => {
      copy.done("switchover", OTHER, "--yes", "--until", "switch-accounts-db");
      expect(copy.status()).toMatchObject({ state: "switching over" });
      copy.done("sandbox", "lose", lost);
      const { status, stderr } = copy.run("rejoin", lost, "--yes");
      expect([status, stderr]).toEqual([1, expect.stringContaining("standby switchover us-east1")]);
      const accepted = ["--primary-is-lost", "--accept-unknown-loss", "--yes"];
      copy.done("failover", left, ...accepted);
      expect(copy.status()).toMatchObject({ state: "unprotected", lease: "free" });
      const writer = copy.status().regions.find(({ region }) => region === left);
      expect(writer).toMatchObject({ databases: { "accounts-db": { role: "writer" } } });
      copy.done("sandbox", "back", lost);
      copy.done("rejoin", "--yes");
      expect(copy.status()).toMatchObject({ state: "steady", differs: { wrong: [] } });
    }),
  );

  it("gives a lost standby up and lets it in again", () =>
    forked("standby", (copy) => {
      const before = copy.cloud();
      copy.done("sandbox", "lose", OTHER);
      copy.done("drain", OTHER, "--region-is-lost", "--yes");
      expect(copy.status()).toMatchObject({ state: "unprotected" });
      copy.done("sandbox", "back", OTHER);
      copy.done("rejoin", OTHER, "--yes");
      expect(copy.status()).toMatchObject({ state: "steady" });
      expect(differences(before, copy.cloud())).toEqual([]);
    }));
});
