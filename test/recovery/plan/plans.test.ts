import { badRelease } from "../../../recovery/plan/bad-release";
import { criticalPath, finishes } from "../../../recovery/plan/critical-path";
import { dependencyLoss } from "../../../recovery/plan/dependency-loss";
import { drain } from "../../../recovery/plan/drain";
import { overload } from "../../../recovery/plan/overload";
import { rejoin } from "../../../recovery/plan/rejoin";
import { standbyLoss } from "../../../recovery/plan/standby-loss";
import { undrain } from "../../../recovery/plan/undrain";
import { before, setting, stepOf } from "./fixtures";

const bank = setting("online-bank", "hot");
const failedOver = setting("online-bank", "hot", {
  primary: "us-east1",
  "regions.us-central1.state": "lost",
});

describe("a bad release", () => {
  const plan = badRelease(bank, "web", "us-docker.pkg.dev/p/apps/web@sha256:old");

  it("goes back in one edit, one region after the other", () => {
    expect(stepOf(plan, "write-description").action).toMatchObject({
      edits: { "services.web.runs.image": "us-docker.pkg.dev/p/apps/web@sha256:old" },
    });
    expect(stepOf(plan, "roll-back-us-east1").needs).toEqual(["roll-back-us-central1"]);
  });

  it("is over when the last region that users are sent to has the version before", () => {
    const back = (system: typeof bank) =>
      badRelease(system, "web", "old").steps.flatMap(({ id, restores }) => (restores ? [id] : []));
    expect(back(bank)).toEqual(["roll-back-us-east1"]);
    expect(back(setting("online-bank", "warm"))).toEqual(["roll-back-us-central1"]);
  });

  it("takes the described time in each region", () => {
    const { takes } = stepOf(plan, "roll-back-us-central1");
    // A run, and the 10 minutes that the bank describes; its instances boot in a minute and a half.
    expect(takes.map((term) => term.worst)).toEqual([180, 600]);
    expect(takes.map((term) => term.best)).toEqual([expect.any(Number), 90]);
  });
});

describe("a bad version on trial", () => {
  const next = `us-docker.pkg.dev/p/apps/web@sha256:${"5".repeat(64)}`;
  const trial = setting("online-bank", "hot", {
    "services.web.release": { strategy: "canary", canary: "5 %", next },
  });

  it("goes by one edit, which takes its line out and leaves what runs", () => {
    const plan = badRelease(trial, "web", "us-docker.pkg.dev/p/apps/web@sha256:old");
    const written = stepOf(plan, "write-description");
    expect(written.action).toEqual({
      kind: "describe",
      edits: { "services.web.release.next": null },
    });
    expect(written.title).toBe("Write into the description: no services.web.release.next any more");
    expect(JSON.stringify(plan.steps)).not.toContain("sha256:old");
    expect(stepOf(plan, "roll-back-us-east1").needs).toEqual(["roll-back-us-central1"]);
  });
});

describe("the loss of a region that stands by", () => {
  it("brings what follows the roles, such as alerts, before it looks whether anything differs", () => {
    const plan = standbyLoss(bank, "us-east1");
    expect(stepOf(plan, "preview-us-central1").needs).toEqual(["adopt-us-central1"]);
    expect(stepOf(plan, "adopt-us-central1").needs).toEqual(["refresh-us-central1"]);
  });
});

describe("a drain", () => {
  it("closes what another region serves, and nothing that has no other", () => {
    const closed = drain(bank, "us-central1").steps.filter(
      ({ action }) => action.kind === "backend.close",
    );
    expect(closed.map(({ id }) => id)).toEqual(["close-web-in-us-central1"]);
    const warm = drain(setting("online-bank", "warm"), "us-central1");
    expect(warm.steps.filter(({ action }) => action.kind === "backend.close")).toEqual([]);
  });
});

describe("a drain that is taken back", () => {
  it("opens what the drain has closed, once enough of it is healthy, and gives the lease back last", () => {
    const plan = undrain(bank, "us-central1");
    expect([...before(plan, "open-web-in-us-central1")]).toContain("healthy-web-in-us-central1");
    const opened = plan.steps.filter(({ action }) => action.kind === "backend.open");
    expect(opened.map(({ id }) => id)).toEqual(["open-web-in-us-central1"]);
    expect(plan.steps.at(-1)?.id).toBe("release-lease");
    expect([...before(plan, "release-lease")]).toEqual(
      expect.arrayContaining(["preview-us-central1", "thaw-deployments"]),
    );
  });
});

describe("the loss of a dependency", () => {
  it("leaves those that need it softly working, after their attempts", () => {
    const plan = dependencyLoss(bank, "accounts");
    // web makes two attempts of two seconds each.
    expect(finishes(plan, "worst").get("degrades-web")).toBe(4);
    expect(stepOf(plan, "degrades-web").title).toContain("balances as of the last sign-in");
  });
});

describe("an overload", () => {
  it("lets nothing wait for growth in a region that nobody is sent to", () => {
    const ids = overload(bank, "accounts").steps.map(({ id }) => id);
    expect(ids).toContain("grows-accounts-in-us-central1");
    expect(ids).not.toContain("grows-accounts-in-us-east1");
  });

  it("grows to the limit by itself, and beyond it by a person", () => {
    const plan = overload(bank, "web");
    expect(stepOf(plan, "grows-web-in-us-central1")).toMatchObject({ automatic: true });
    expect([...before(plan, "raise-web-in-us-central1")]).toContain("decide");
    expect(stepOf(plan, "raise-web-in-us-central1").action).toMatchObject({ most: 42 });
  });
});

describe("a rejoin", () => {
  it("waits for what follows by itself, refreshes, deploys, and opens the fence last", () => {
    const plan = rejoin(failedOver, { region: "us-central1", diverged: [] });
    expect(stepOf(plan, "write-description").action).toEqual({
      kind: "describe",
      edits: { "regions.us-central1.state": "standing" },
    });
    expect([...before(plan, "up-us-central1")]).toEqual(
      expect.arrayContaining(["follows-accounts-db", "read-us-central1"]),
    );
    expect(plan.obligations).toEqual([]);
  });

  it("stops a writer that went its own way, keeps it, and makes a new generation", () => {
    const plan = rejoin(failedOver, { region: "us-central1", diverged: ["accounts-db"] });
    expect([...before(plan, "write-description")]).toContain("stop-accounts-db");
    // Its stack would want to delete what the next generation takes the place of.
    expect([...before(plan, "up-us-central1")]).toContain("keep-accounts-db");
    expect(stepOf(plan, "keep-accounts-db").action).toEqual({
      kind: "pulumi.forget",
      region: "us-central1",
      instance: "online-bank-accounts-db-us-central1-1",
    });
    expect(stepOf(plan, "write-description").action).toMatchObject({
      edits: { "data.accounts-db.instances": { "us-central1": 2, "us-east1": 1 } },
    });
    expect(plan.obligations.map(({ title }) => title)).toEqual([
      "Look through online-bank-accounts-db-us-central1-1 for what only it has, then retire it; before it is deleted, have the state read its logical databases and logins from the instance in its place (pulumi import)",
    ]);
    const kinds = plan.steps.map(({ action }) => action.kind);
    expect(kinds.filter((kind) => /promote|failover|restore/.test(kind))).toEqual([]);
  });

  it("takes as long as its longest way", () => {
    const plan = rejoin(failedOver, { region: "us-central1", diverged: [] });
    expect(criticalPath(plan, "expected").steps.map(({ id }) => id)).toContain(
      "follows-accounts-db",
    );
  });
});
