import { array, assert, constantFrom, property, record } from "fast-check";
import { goalOf, regionRpo } from "../../topology/objectives";
import type { Alert } from "../../topology/alerts/alert";
import type { Topology } from "../../topology/model";
import { checksOf } from "../../topology/uptime";
import { oldestAllowed, watchList } from "../../topology/watch";
import {
  accountsDb,
  bank,
  cold,
  type Described,
  description,
  failedOver,
  planned,
  service,
  steady,
  switchedOver,
  there,
  threeRegions,
  topologyOf,
  warm,
  webService,
} from "./fixtures";

const people: Described["people"] = {
  web: { email: "web@example.com", pager: "pager-web" },
  accounts: { email: "accounts@example.com" },
  operations: { email: "operations@example.com", pager: "pager-operations" },
  switch: { email: "bank@switch.example.net" },
};
const owned: Partial<Described> = {
  people,
  monitoring: { heartbeat: "switch", deployer: "deploy@bank-prod.iam.gserviceaccount.com" },
  escalation: { diagnosis: "15 minutes", decision: "10 minutes", then: ["operations"] },
  services: {
    web: webService({ owner: "web", dependsOn: [{ service: "accounts", as: "hard" }] }),
    accounts: service({ owner: "accounts", uses: ["accounts-db"] }),
  },
};
const alertsOf = (topology: Topology) => topology.monitoring.alerts;
const bankAlerts = (changes: Partial<Described> = {}) =>
  alertsOf(topologyOf(bank({ ...owned, ...changes })));
const named = (alerts: readonly Alert[], name: string) =>
  there(alerts.find((alert) => alert.name === name));
const shown = ({ conditions }: Alert) => conditions.map(({ title, limit }) => `${title}: ${limit}`);

describe("who is told", () => {
  it("is the owner by pager, then the owners of what depends on it by mail", () => {
    const alerts = bankAlerts({
      services: { ...owned.services, accounts: service({ owner: "web", uses: ["accounts-db"] }) },
      data: { "accounts-db": accountsDb({ owner: "accounts" }) },
    });
    expect(named(alerts, "accounts-db-down").told).toEqual([
      { person: "accounts", by: "mail" },
      { person: "web", by: "mail" },
    ]);
    expect(named(bankAlerts(), "accounts-burns-fast").told).toEqual([
      { person: "accounts", by: "mail" },
      { person: "web", by: "mail" },
    ]);
    expect(named(bankAlerts(), "web-burns-fast").told).toEqual([{ person: "web", by: "pager" }]);
  });

  it("leaves others alone with a ticket, and pagers with an error", () => {
    expect(named(bankAlerts(), "accounts-burns-slowly").told).toEqual([
      { person: "accounts", by: "mail" },
    ]);
    expect(named(bankAlerts(), "web-deadly-route").told).toEqual([{ person: "web", by: "mail" }]);
  });

  it("is, of what nobody owns, those that alerts go on to, else everybody but the switch", () => {
    expect(named(bankAlerts(), "limits-near").told).toEqual([{ person: "operations", by: "mail" }]);
    const { escalation: _, ...flat } = owned;
    const alerts = alertsOf(topologyOf(bank(flat)));
    expect(named(alerts, "limits-near").told.map(({ person }) => person)).toEqual([
      "web",
      "accounts",
      "operations",
    ]);
  });

  it("is nobody where nobody is described", () => {
    const told = alertsOf(topologyOf(steady())).flatMap((alert) => alert.told);
    expect(told).toEqual([]);
  });
});

describe("escalation", () => {
  it("repeats what wakes somebody, after the time for a diagnosis, to those described", () => {
    const first = named(bankAlerts(), "web-unreachable");
    const second = named(bankAlerts(), "web-unreachable-lasts");
    expect(first.conditions.map((one) => "lasts" in one && one.lasts)).toEqual([60]);
    expect(second.conditions.map((one) => "lasts" in one && one.lasts)).toEqual([60 + 900]);
    expect(second.told).toEqual([{ person: "operations", by: "pager" }]);
    expect(second.runbook).toBe(first.runbook);
  });

  it("has no second alert for what wakes nobody, for events, or for who knows already", () => {
    const names = bankAlerts().map(({ name }) => name);
    expect(names).not.toContain("accounts-db-replication-lasts");
    expect(names).not.toContain("us-east1-silent-lasts");
    const alerts = bankAlerts({ data: { "accounts-db": accountsDb({ owner: "accounts" }) } });
    expect(shown(named(alerts, "accounts-db-down-lasts"))).toEqual([
      "instances of accounts-db that are up: below 1, for 3 minutes, and 15 minutes more",
    ]);
  });

  it("stays within the longest time that Google takes", () => {
    const alerts = bankAlerts({
      escalation: { diagnosis: "2 days", decision: "1 hour", then: ["operations"] },
    });
    const second = named(alerts, "web-unreachable-lasts");
    expect(second.conditions.map((one) => "lasts" in one && one.lasts)).toEqual([84_600]);
  });
});

describe("thresholds", () => {
  it("take the lag from the objective for the loss of a region, else a minute", () => {
    const objective = { of: "accounts-db", when: "region-loss", priority: "high" } as const;
    const system = bank({ objectives: [{ ...objective, rpo: "5 minutes" }] });
    expect(regionRpo(system, "accounts-db")).toBe(300);
    expect(regionRpo(steady(), "accounts-db")).toBe(60);
    expect(shown(named(alertsOf(topologyOf(system)), "accounts-db-replication"))).toEqual([
      "replication lag of accounts-db: above 5 minutes, for 5 minutes",
      "replication of accounts-db that is stopped or in error: above 0, for 5 minutes",
    ]);
  });

  it("take the goal that is described nearest, else the tier's, and never more than Google takes", () => {
    const system = bank({ objectives: [{ of: "system", availability: "99.95 %" }] });
    expect(goalOf(system, "web")).toBe(0.9995);
    const tier = bank({ objectives: [{ of: "tier:critical", availability: "99 %" }] });
    expect(goalOf(tier, "web")).toBe(0.99);
    const own = bank({
      objectives: [
        { of: "tier:critical", availability: "99 %" },
        { of: "web", availability: "99.9999 %" },
      ],
    });
    expect(goalOf(own, "web")).toBe(0.9999);
    expect(goalOf(steady(), "web")).toBe(0.999);
    const important = bank({
      services: { web: webService({ tier: "important" }) },
      objectives: [{ of: "system", availability: "99.95 %" }],
    });
    expect(goalOf(important, "web")).toBe(0.995);
  });

  it("ask a group for its least size where its autoscaler acts, and for nothing where it waits", () => {
    const least = (system: typeof steady) =>
      shown(named(alertsOf(topologyOf(system())), "web-us-east1-weak"))[0];
    expect(least(steady)).toBe("instances of bank-web-us-east1: below 11, for 8 minutes");
    expect(least(warm)).toBe("instances of bank-web-us-east1: below 3, for 8 minutes");
    expect(least(cold)).toBe("instances of bank-web-us-east1: below 0, for 8 minutes");
  });

  it("let copies be two hours late: 26 hours with daily ones", () => {
    const exported = { export: { every: "6 hours", keep: "9 days" } } as const;
    const topology = topologyOf(
      bank({
        data: { "accounts-db": accountsDb({ backups: exported }) },
        services: { web: webService() },
      }),
    );
    expect(oldestAllowed(topology)).toEqual([
      { store: "accounts-db", copy: "backup", age: 26 * 3600 },
      { store: "accounts-db", copy: "export", age: 8 * 3600 },
    ]);
  });
});

describe("roles and states", () => {
  it.each([
    ["steady", steady],
    ["switched over", switchedOver],
    ["warm", warm],
  ])("leave the same alerts with the same conditions: %s", (_, system) => {
    const watched = (of: typeof steady) =>
      alertsOf(topologyOf(of())).map(({ name, conditions }) => [
        name,
        conditions.map((condition) => ("where" in condition ? condition.where : condition.kind)),
      ]);
    expect(watched(system)).toEqual(watched(steady));
  });

  it("watch standing regions alone", () => {
    const about = (system: typeof steady) => JSON.stringify(alertsOf(topologyOf(system())));
    expect(about(steady)).toContain("us-east1");
    expect(about(planned)).not.toContain("us-east1");
    expect(about(failedOver)).not.toContain("us-central1");
    expect(JSON.stringify(alertsOf(topologyOf(threeRegions())))).toContain("europe-west1");
  });
});

describe("any system", () => {
  const tier = constantFrom("critical", "important", "non-critical");
  const placement = constantFrom("primary", "multi-region");
  const systems = record({
    tiers: array(tier, { minLength: 1, maxLength: 5 }),
    placement,
    standby: constantFrom("cold", "warm", "hot"),
    primary: constantFrom("us-central1", "us-east1"),
  }).map(({ tiers, placement, standby, primary }) => {
    const services = tiers.map((tier, index) => [
      `s${index}`,
      service({
        tier,
        placement,
        owner: "web",
        ...(index === 0 ? { public: { paths: ["/*"] } } : {}),
      }),
    ]);
    const described = { ...owned, standby, primary, services: Object.fromEntries(services) };
    return topologyOf(bank(described));
  });

  it("has an alert on the burning budget of each service, by pager if it is critical", () => {
    assert(
      property(systems, ({ monitoring, services }) => {
        for (const { name, spec } of Object.values(services)) {
          const { told, conditions, when } = named(monitoring.alerts, `${name}-burns-fast`);
          expect(conditions.map((one) => one.kind === "burn" && one.window)).toEqual([3600, 300]);
          expect(when).toBe("all");
          expect(told[0]).toEqual({
            person: "web",
            by: spec.tier === "critical" ? "pager" : "mail",
          });
        }
      }),
    );
  });

  it("tells somebody of everything, names a runbook, and keeps to Google's limits", () => {
    assert(
      property(systems, ({ monitoring: { alerts } }) => {
        expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length);
        for (const { told, runbook, conditions } of alerts) {
          expect(told.length).toBeGreaterThan(0);
          expect(runbook).toMatch(/^standby runbook ([a-z]+-[a-z]+|overload)( --of [a-z0-9-]+)?$/);
          expect(conditions.length).toBeGreaterThanOrEqual(1);
          expect(conditions.length).toBeLessThanOrEqual(6);
          const lasting = conditions.flatMap((one) => ("lasts" in one ? [one.lasts % 60] : []));
          expect(lasting.every((rest) => rest === 0)).toBe(true);
        }
      }),
    );
  });
});

describe("checks from outside", () => {
  const paths = (...patterns: string[]) =>
    checksOf(
      topologyOf(
        bank({ services: { web: webService({ public: { paths: ["/*", ...patterns] } }) } }),
      ),
    ).map(({ name, path, any }) => [name, path, any]);

  it("ask for the readiness path where a pattern holds it, else for its beginning", () => {
    expect(paths()).toEqual([["web/readyz", "/readyz", false]]);
    expect(paths("/api", "/api/*", "/login")).toEqual([
      ["web/readyz", "/readyz", false],
      ["web/api", "/api", false],
      ["web/api/", "/api/", true],
      ["web/login", "/login", false],
    ]);
  });
});

describe("the watch", () => {
  it("lists the backups of its own instance, and what is in no region", () => {
    const topology = topologyOf(bank({ data: description().data ?? {} }));
    const of = (region: string) =>
      watchList(topology, there(topology.regions[region])).copies.map(({ of }) => of);
    expect(of("us-central1")).toEqual(["bank-accounts-db-us-central1-1"]);
    expect(of("us-east1")).toEqual(["bank-accounts-db-us-east1-1"]);
  });

  it("asks for the health of its own groups, whatever the region's state", () => {
    const asked = (system: typeof steady) => {
      const topology = topologyOf(system());
      return watchList(topology, there(topology.regions["us-east1"])).health;
    };
    expect(asked(planned)).toEqual(asked(steady));
    expect(asked(steady).map(({ backend }) => backend)).toEqual(["bank-web", "bank-accounts"]);
  });
});
