import * as fc from "fast-check";
import type { Cloud } from "../../sandbox/cloud";
import { CloudError, invalid } from "../../sandbox/error";
import type { Kind } from "../../sandbox/kind";
import { usualLine } from "../../sandbox/takes";
import { aCloud, address } from "./a-cloud";

const two = fc.nat(1);
const region = fc.constantFrom("us-east1", "us-west1");
const size = fc.nat(3);

/** Things of few names, so that calls meet, and what each may be given. */
const things = fc.oneof(
  fc.record({
    on: two.map((n) => address("compute.Network", `net-${n}`)),
    properties: fc.record({ size }),
  }),
  fc.record({
    on: fc
      .record({ n: two, region })
      .map((at) => address("compute.Subnetwork", `sub-${at.n}`, at.region)),
    properties: fc.record({
      size,
      network: two.map((n) => `projects/sandbox-bank/global/networks/net-${n}`),
    }),
  }),
  fc.record({
    on: fc
      .record({ n: two, region })
      .map((at) => address("sql.DatabaseInstance", `db-${at.n}`, at.region)),
    properties: fc.record(
      { size, masterInstanceName: two.map((n) => `db-${n}`) },
      { requiredKeys: ["size"] },
    ),
  }),
  fc.record({
    on: two.map((n) => address("sql.User", `user-${n}`)),
    properties: fc.record({ size, instance: two.map((n) => `db-${n}`) }),
  }),
);

const verbs = fc.oneof(
  { weight: 4, arbitrary: fc.constant("create") },
  { weight: 6, arbitrary: fc.constantFrom("update", "delete", "get", "advance", "lose", "heal") },
);

const calls = fc.array(fc.record({ verb: verbs, thing: things, by: fc.nat(900_000) }), {
  minLength: 30,
  maxLength: 60,
  size: "max",
});

type Call = typeof calls extends fc.Arbitrary<(infer C)[]> ? C : never;

function carryOut(cloud: Cloud, { verb, thing: { on, properties }, by }: Call): void {
  if (verb === "create") cloud.create(on, properties);
  if (verb === "update") cloud.update(on, properties);
  if (verb === "delete") cloud.delete(on);
  if (verb === "get") cloud.get(on);
  if (verb === "advance") cloud.advanceTo(cloud.now + by);
  if (verb === "lose") {
    cloud.faults.inject("f", { kind: "region-loss", region: "us-east1", calls: "fail" });
  }
  if (verb === "heal") cloud.faults.heal("f");
}

/** Whether the call was carried out. */
function tried(cloud: Cloud, call: Call): boolean {
  try {
    carryOut(cloud, call);
    return true;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return false;
  }
}

/** Refuses some of what is asked for only when it has begun. */
const late: Kind = {
  kind: "compute.Subnetwork",
  begun: (resource, _before, cloud) => {
    cloud.setRuntime(resource.id, { begun: cloud.now });
    if (resource.properties["size"] === 3) throw invalid("too large");
  },
};

/** What is referred to and isn't there. */
function dangling(cloud: Cloud): string[] {
  const all = [...cloud.all()];
  const names = new Set(all.map(({ kind, name }) => `${kind} ${name}`));
  const needed = all.flatMap(({ name, properties }) => {
    const network = textOf(properties["network"]).split("/").at(-1) ?? "";
    const instances = [textOf(properties["masterInstanceName"]), textOf(properties["instance"])];
    return [
      ...(network === "" ? [] : [`compute.Network ${network}`]),
      ...instances.flatMap((of) =>
        of === "" || of === name ? [] : [`sql.DatabaseInstance ${of}`],
      ),
    ];
  });
  return needed.filter((word) => !names.has(word));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const start = () => aCloud([late], { takes: usualLine });

describe("any sequence of calls", () => {
  it("changes nothing but the journal when it is refused", () => {
    const state = ({ records }: ReturnType<typeof start>) =>
      JSON.stringify(records.all().filter(({ table, key }) => table !== "call" && key !== "calls"));
    fc.assert(
      fc.property(calls, (sequence) => {
        const one = start();
        for (const call of sequence) {
          const before = state(one);
          const after = tried(one.cloud, call) ? before : state(one);
          expect(after).toBe(before);
        }
      }),
    );
  });

  it("keeps every reference and every parent valid", () => {
    fc.assert(
      fc.property(calls, (sequence) => {
        const { cloud } = start();
        for (const call of sequence) {
          tried(cloud, call);
          expect(dangling(cloud)).toEqual([]);
        }
      }),
    );
  });

  it("gives the same bytes for the same seed, also when another process goes on half way", () => {
    fc.assert(
      fc.property(calls, fc.nat(60), (sequence, half) => {
        const [one, again, other] = [start(), start(), start()];
        for (const [place, call] of sequence.entries()) {
          if (place === half) for (const change of again.records.all()) other.records.apply(change);
          tried(one.cloud, call);
          tried((place < half ? again : other).cloud, call);
        }
        const last = sequence.length > half ? other : again;
        expect(JSON.stringify(last.records.all())).toBe(JSON.stringify(one.records.all()));
      }),
    );
  });

  it("has a creation begin when all that it refers to is ready", () => {
    fc.assert(
      fc.property(calls, (sequence) => {
        const { cloud } = start();
        for (const call of sequence) {
          const before = cloud.now;
          if (!tried(cloud, call) || call.verb !== "create") continue;
          const { target, start: begins = NaN } = [...cloud.operations()].at(-1) ?? {};
          const needed = cloud.referredTo(cloud.find(target ?? "")!).map(({ readyAt }) => readyAt);
          expect(begins).toBe(Math.max(before, ...needed));
        }
      }),
    );
  });
});
