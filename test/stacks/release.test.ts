import * as fs from "node:fs";
import { evaluate } from "../../policy/evaluate";
import { situationOf } from "../../policy/situation";
import { readTopology } from "../../topology/read";
import type { Inventory } from "../../inventory/model";
import { missing, replaced } from "./identity";
import { run } from "./runs";
import { ofType, DEPLOYMENT, SCALER } from "./shop";
import { bank, both, type Draft, expectSound, one, variant } from "./variant";

const NEXT = `us-docker.pkg.dev/example-bank-prod/apps/web@sha256:${"5".repeat(64)}`;

/** All that the rules say of both stacks of a description. */
function said(file: string, stacks: Readonly<Record<string, Inventory>>): string[] {
  const { topology } = readTopology(
    { path: file, text: fs.readFileSync(file, "utf8") },
    "example-bank-prod",
  );
  if (!topology) throw new Error(`${file} has problems`);
  const all = Object.values(stacks).map((inventory, index) => ({
    region: ["us-central1", "us-east1"][index] ?? "",
    inventory,
  }));
  const { findings } = evaluate(all, situationOf(topology.system), "2026-11-21");
  return findings.map(({ rule, urn, message }) => `${rule} ${urn.split("::").at(-1)}: ${message}`);
}

describe("a version on trial", () => {
  const tries = (draft: Draft, service: string) =>
    (draft.services[service].release = { strategy: "canary", canary: "10 %", next: NEXT });

  it("boots on a share of the instances, and the rest stays as it is", async () => {
    const without = await run("prod", {}, { system: bank("before", () => {}) });
    const file = bank("canary", (d) => tries(d, "web"));
    const { prod, dr } = await both(file);
    const group = one(prod, "compute/regionInstanceGroupManager", "web-us-central1");
    expect(group?.["versions"]).toEqual([
      { name: "next", instanceTemplate: expect.anything(), targetSize: { percent: 10 } },
      { name: "current", instanceTemplate: expect.anything() },
    ]);
    const [current, next] = ["web-us-central1", "web-us-central1-next"].map((name): Draft =>
      one(prod, "compute/regionInstanceTemplate", name),
    );
    expect(current).toEqual(one(without, "compute/regionInstanceTemplate", "web-us-central1"));
    const { metadata, ...others } = next;
    expect(metadata["user-data"]).toContain(NEXT);
    expect({ ...others, metadata: undefined }).toEqual({ ...current, metadata: undefined });
    expect(one(dr, "compute/regionInstanceTemplate", "web-us-east1-next")).toBeDefined();
    expect(said(file, { prod, dr })).toEqual([]);
    // Taking the one line out again changes the group in place, and drops what was on trial.
    expect(missing(without, prod)).toEqual([]);
    expect(replaced(without, prod)).toEqual([]);
  });

  it("runs in pods of its own behind the same service", async () => {
    const file = variant("shop-smart", "canary-pods", (d) => tries(d, "checkout"));
    const { prod, dr } = await both(file);
    const named = (name: string): Draft =>
      ofType(prod, DEPLOYMENT).find((deployment) => deployment.name === name)?.inputs;
    const [current, next] = [named("checkout-us-central1"), named("checkout-us-central1-next")];
    const scaler: Draft = ofType(prod, SCALER).find(({ name }) =>
      name.startsWith("checkout"),
    )?.inputs;
    expect(next.spec.replicas).toBe(Math.ceil(scaler.spec.minReplicas / 10));
    expect(next.spec.template.spec.containers[0].image).toBe(NEXT);
    // Neither deployment's selector finds the other's pods; the service's finds both.
    expect(next.spec.selector.matchLabels).toEqual({ app: "checkout-next" });
    expect(current.spec.selector.matchLabels).toEqual({ app: "checkout" });
    expect(current.spec.template.metadata.labels).toMatchObject({ service: "checkout" });
    expect(next.spec.template.metadata.labels).toMatchObject({ service: "checkout" });
    const front: Draft = ofType(prod, "kubernetes:core/v1:Service").find(({ name }) =>
      name.startsWith("checkout"),
    )?.inputs;
    expect(front.spec.selector).toEqual({ service: "checkout" });
    expect(said(file, { prod, dr })).toEqual([]);
  });

  it("waits where the others wait", async () => {
    const file = variant("shop-smart", "canary-waits", (d) => {
      tries(d, "checkout");
      d.standby = "cold";
      d.kubernetes.clusters = ["us-central1", "us-east1"];
    });
    const dr = await run("dr", {}, { system: file });
    expectSound(dr);
    const next: Draft = ofType(dr, DEPLOYMENT).find(({ name }) => name.endsWith("-next"))?.inputs;
    expect(next.spec.replicas).toBe(0);
  });
});
