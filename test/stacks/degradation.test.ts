import type { Inventory, Resource } from "../../inventory/model";
import { run } from "./runs";
import { DEPLOYMENT, ofType } from "./shop";
import { bank, both, type Draft, of, one, variant } from "./variant";

const OWN = "us-docker.pkg.dev/example-bank-prod/online-bank";

/** Everything that runs, or that things run from. */
const running = (inventory: Inventory): readonly Resource[] =>
  ["Template:", "GroupManager:", "Deployment", "CronJob"].flatMap((kind) =>
    inventory.resources.filter(({ type }) => type.includes(kind)),
  );

describe("images", () => {
  it("are kept for all regions, those that run whatever their age", async () => {
    const digest = `sha256:${"7".repeat(64)}`;
    const { prod, dr } = await both(
      bank("own-image", (d) => (d.services.web.runs.image = `${OWN}/web@${digest}`)),
    );
    const [repository] = of(prod, "artifactregistry/repository");
    expect(repository?.protect).toBe(true);
    expect(repository?.inputs).toMatchObject({
      location: "us",
      dockerConfig: { immutableTags: true },
    });
    const policies = repository?.inputs["cleanupPolicies"] as Draft[];
    expect(policies.filter(({ id }) => id.startsWith("deployed-"))).toEqual([
      {
        id: "deployed-777777777777",
        action: "KEEP",
        condition: {
          tagState: "ANY",
          packageNamePrefixes: ["web"],
          versionNamePrefixes: [digest],
        },
      },
    ]);
    expect(prod.outputs["repository"]).toBe(OWN);
    // Who fetches from there needs no right on the project's other registries.
    const grants = of(prod, "projects/iAMMember").map(({ name }) => name);
    expect(grants).not.toContain("web-images");
    expect(grants).toContain("accounts-images");
    expect(of(dr, "artifactregistry/repository")).toEqual([]);
  });
});

describe("flags", () => {
  const flagged = (name: string, flags: object) =>
    bank(name, (d) => (d.services.web.flags = flags));

  it("change without anything that runs", async () => {
    const [before, after] = await Promise.all([
      run("prod", {}, { system: flagged("flags-on", { quick: true, greeting: "hello" }) }),
      run("prod", {}, { system: flagged("flags-off", { quick: false, greeting: "hello" }) }),
    ]);
    expect(running(after)).toEqual(running(before));
    const versions = [before, after].map((inventory): Draft =>
      one(inventory, "parametermanager/parameterVersion", "web"),
    );
    expect(versions[0].parameterVersionId).not.toBe(versions[1].parameterVersionId);
    const id = "online-bank-web";
    expect(one(before, "parametermanager/parameter", "web")).toMatchObject({ parameterId: id });
    expect(one(before, "projects/iAMMember", "web-flags")).toMatchObject({
      role: "roles/parametermanager.parameterViewer",
      condition: {
        expression: `resource.name.endsWith("/parameters/${id}") || resource.name.extract("/parameters/{parameter}/versions/") == "${id}"`,
      },
    });
    expect(JSON.stringify(running(before))).toContain(
      `FLAGS_PARAMETER=projects/example-bank-prod/locations/global/parameters/${id}`,
    );
  });

  it("need their API only where there are any", async () => {
    const { prod } = await both(bank("no-flags", () => {}));
    expect(of(prod, "projects/service").map(({ name }) => name)).not.toContain("parametermanager");
  });
});

describe("a page that stands in", () => {
  it("is shown by the load balancer, from a bucket that nobody else may read", async () => {
    const { prod } = await both(
      bank("fallback", (d) => {
        d.services.web.fallback = { page: "/sorry.html" };
        d.services.products.public = { paths: ["/products/*"] };
        d.services.products.fallback = { page: "/products.html" };
      }),
    );
    const policy = (page: string) => ({
      errorService: expect.anything(),
      errorResponseRules: [{ matchResponseCodes: ["502", "503", "504"], path: page }],
    });
    expect(one(prod, "compute/uRLMap", "online-bank")).toMatchObject({
      defaultCustomErrorResponsePolicy: policy("/sorry.html"),
      pathMatchers: [
        {
          defaultCustomErrorResponsePolicy: policy("/sorry.html"),
          pathRules: [{ customErrorResponsePolicy: policy("/products.html") }],
        },
      ],
    });
    expect(one(prod, "storage/bucket", "fallback")).toMatchObject({
      location: "US",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
    });
    expect(of(prod, "storage/bucketObject").map(({ inputs }) => inputs["name"])).toEqual([
      "products.html",
      "sorry.html",
    ]);
    expect(JSON.stringify(prod.resources)).not.toContain("allUsers");
    const grants = of(prod, "storage/bucketIAMMember").filter(({ name }) =>
      name.startsWith("fallback"),
    );
    expect(grants.map(({ inputs }) => inputs["role"])).toEqual(["roles/storage.objectViewer"]);
    const backend = of(prod, "compute/backendBucket")[0];
    expect(grants[0]?.dependencies).toContain(backend?.urn);
  });
});

describe("sizes", () => {
  const policyOf = (inventory: Inventory): Draft =>
    one(inventory, "compute/regionAutoscaler", "web-us-central1")?.["autoscalingPolicy"];

  it("follow memory as the agent reports it, and the CPU beside it", async () => {
    const { prod } = await both(
      bank("memory", (d) => {
        Object.assign(d.services.web.runs, {
          image: "projects/example-bank-prod/global/images/web-2026-11-01",
          agent: true,
        });
        d.services.web.scaling = { on: "memory", target: "70 %" };
      }),
    );
    expect(policyOf(prod)).toMatchObject({
      cpuUtilization: { target: 0.6 },
      metrics: [
        {
          name: "agent.googleapis.com/memory/percent_used",
          filter: 'metric.labels.state = "used"',
          target: 70,
          type: "GAUGE",
        },
      ],
    });
  });

  it("follow a metric of one's own", async () => {
    const { prod } = await both(
      bank("metric", (d) => {
        d.services.web.scaling = { on: "custom.googleapis.com/sessions", target: 40 };
      }),
    );
    expect(policyOf(prod)).toMatchObject({
      metrics: [{ name: "custom.googleapis.com/sessions", target: 40, type: "GAUGE" }],
    });
  });

  it("of pods follow memory as well", async () => {
    const { prod } = await both(
      variant("shop-smart", "pod-memory", (d) => {
        d.services.reviews.scaling = { on: "memory", target: "75 %" };
      }),
    );
    const scaler: Draft = of(prod, "HorizontalPodAutoscaler").find(({ name }) =>
      name.startsWith("reviews"),
    )?.inputs;
    expect(
      scaler.spec.metrics.map(({ containerResource: { name, target } }: Draft) => [
        name,
        target.averageUtilization,
      ]),
    ).toEqual([
      ["cpu", 60],
      ["memory", 75],
    ]);
  });
});

describe("a known peak of pods", () => {
  const peakOf = (inventory: Inventory): Draft =>
    of(inventory, "CronJob").find(({ name }) => name.startsWith("checkout"))?.inputs;

  it("stands ready on top of what the autoscaler keeps, and waits in a small standby", async () => {
    const { prod, dr } = await both(variant("shop-smart", "peak-pods"));
    const { spec } = peakOf(prod);
    const scaler: Draft = of(prod, "HorizontalPodAutoscaler").find(({ name }) =>
      name.startsWith("checkout"),
    )?.inputs;
    // 1800 / 50 = 36 needed and one out, over three zones 56.
    expect(scaler.spec.minReplicas + spec.jobTemplate.spec.parallelism).toBe(56);
    expect(spec).toMatchObject({ suspend: false, timeZone: "America/New_York" });
    expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBe(18 * 3600);
    const { labels } = spec.jobTemplate.spec.template.metadata;
    expect(labels).toMatchObject({ app: "checkout-holidays", service: "checkout" });
    const deployment: Draft = ofType(prod, DEPLOYMENT).find(({ name }) =>
      name.startsWith("checkout"),
    )?.inputs;
    expect(deployment.spec.selector.matchLabels).toEqual({ app: "checkout" });
    expect(peakOf(dr).spec.suspend).toBe(true);
  });
});
