import * as fc from "fast-check";
import { environmentOf } from "../../topology/environment";
import { internalServices } from "../../topology/services";
import { bank, type Described, IMAGE, service, topologyOf, webService } from "./fixtures";

const runs = {
  on: "workers" as const,
  queue: "tasks",
  tasksPerInstance: 10,
  most: 12,
  machineType: "e2-small",
  image: IMAGE,
  bootTime: "1 minute",
};

/** The bank with workers on a queue. */
function withWorkers(
  overrides: Partial<Described> = {},
  placement: "primary" | "multi-region" = "primary",
) {
  const { load: _, health: __, ...worker } = service({ runs, placement });
  const system = bank({
    services: { web: webService(), worker },
    data: { tasks: { kind: "queue", retention: "7 days", acknowledge: "1 minute" } },
    ...overrides,
  });
  return topologyOf(system);
}

const inRegion = (region: string, topology = withWorkers()) =>
  topology.regions[region]?.workers["worker"];

describe("workers", () => {
  it("have a group for each zone, named after it", () => {
    expect(inRegion("us-central1")).toEqual({
      service: "worker",
      region: "us-central1",
      groups: [
        { zone: "us-central1-a", name: "bank-worker-us-central1-a" },
        { zone: "us-central1-b", name: "bank-worker-us-central1-b" },
      ],
      subscription: "bank-tasks",
      scaling: "on",
      least: 1,
      // 12 over two zones, and each zone's autoscaler sees the backlog of both.
      most: 6,
      share: 20,
    });
  });

  it.each([
    ["hot", "primary", "off", 20],
    ["warm", "primary", "off", 20],
    ["cold", "primary", "off", 20],
    // Two zones and three take tasks together.
    ["hot", "multi-region", "on", 50],
    ["warm", "multi-region", "on", 50],
    ["cold", "multi-region", "off", 20],
  ] as const)("in %s and %s, the standby's are %s", (standby, placement, scaling, share) => {
    const topology = withWorkers({ standby }, placement);
    expect(inRegion("us-central1", topology)).toMatchObject({ scaling: "on", share });
    expect(inRegion("us-east1", topology)).toMatchObject({ scaling, most: 4 });
  });

  it("leave the whole backlog to the others while a region is planned or lost", () => {
    const zones = { zones: ["b", "c", "d"] };
    for (const state of ["planned", "lost"] as const) {
      const regions = { "us-central1": { zones: ["a", "b"] }, "us-east1": { ...zones, state } };
      const topology = withWorkers({ regions }, "multi-region");
      expect(inRegion("us-central1", topology)?.share).toBe(20);
      expect(inRegion("us-east1", topology)?.scaling).toBe(state === "lost" ? "off" : "on");
    }
  });

  it("stand behind no load balancer, and know their subscription", () => {
    const topology = withWorkers();
    expect(topology.services["worker"]?.backends).toEqual([]);
    expect(topology.regions["us-central1"]?.groups).not.toHaveProperty("worker");
    expect(internalServices(topology).map(({ name }) => name)).toEqual([]);
    expect(environmentOf(topology, "worker")).toEqual({ TASKS_SUBSCRIPTION: "bank-tasks" });
  });

  it("ask together for one instance for each share of the backlog, over all working zones", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        (tasks, each) => {
          const {
            load: _,
            health: __,
            ...worker
          } = service({
            runs: { ...runs, tasksPerInstance: each, most: 1000 },
            placement: "multi-region",
          });
          const topology = topologyOf(
            bank({
              services: { web: webService(), worker },
              data: { tasks: { kind: "queue", retention: "7 days", acknowledge: "1 minute" } },
            }),
          );
          const asked = Object.values(topology.regions)
            .flatMap(({ workers }) => Object.values(workers))
            .flatMap(({ groups, share }) => groups.map(() => tasks / share))
            .reduce((sum, instances) => sum + instances, 0);
          expect(asked).toBeCloseTo(tasks / each);
        },
      ),
    );
  });
});
