import { experimentCommands, experimentsFor } from "../../report/experiments";
import { setting } from "../recovery/plan/fixtures";

const { topology } = setting("online-bank", "hot");

describe("Google's experiments for a system", () => {
  it("move each HA writer of the primary region to its second zone, and no replica", () => {
    const instances = experimentsFor(topology, "zone-loss").map(({ template }) => template.action);
    expect(instances).toEqual([
      {
        cloudSqlFailover: {
          instance: "projects/sandbox-test/instances/online-bank-accounts-db-us-central1-1",
        },
      },
    ]);
  });

  it("have a service answer with 503, chosen or each", () => {
    const names = (of?: string) =>
      experimentsFor(topology, "dependency-loss", of).map(({ name }) => name);
    expect(names()).toEqual(["web-fails", "accounts-fails", "products-fails"]);
    expect(names("accounts")).toEqual(["accounts-fails"]);
    expect(experimentsFor(topology, "dependency-loss", "accounts")[0]?.template.action).toEqual({
      l7LbHttpFault: {
        forwardingRule: "projects/sandbox-test/global/forwardingRules/FORWARDING-RULE",
        backendService: "projects/sandbox-test/global/backendServices/online-bank-accounts",
        abort: { statusCode: 503, percentage: 100 },
      },
    });
  });

  it("are none for a zone that no writer is in", () => {
    expect(experimentsFor(topology, "zone-loss", "us-central1-a")).toHaveLength(1);
    expect(experimentsFor(topology, "zone-loss", "us-east1-b")).toEqual([]);
  });

  it("are started from any folder: a shell runs nothing of its name", () => {
    const [experiment] = experimentsFor(topology, "zone-loss");
    const of = (file: string) => experimentCommands(experiment!, "p", file)[0];
    expect(of("drills/x.json")).toContain(" --data @drills/x.json ");
    expect(of("it's $(id)/x.json")).toContain(String.raw` --data '@it'\''s $(id)/x.json' `);
  });

  it("are none for what they would break for good, or can't", () => {
    for (const event of ["region-loss", "data-deletion", "overload"] as const) {
      expect(experimentsFor(topology, event)).toEqual([]);
    }
  });

  it("end by themselves after five minutes, and are started by three calls in order", () => {
    const [experiment] = experimentsFor(topology, "zone-loss");
    expect(experiment?.template.duration).toBe("300s");
    const calls = experimentCommands(experiment!, "p", "drills/experiments/x.json");
    expect(
      calls.map((call) => /v1alpha\/projects\/p\/locations\/global\/(\S+)"/.exec(call)?.[1]),
    ).toEqual([
      "experimentTemplates?experimentTemplateId=accounts-db-zone",
      "experiments?experimentId=accounts-db-zone",
      "experiments/accounts-db-zone:start",
    ]);
  });
});
