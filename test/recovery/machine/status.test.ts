import { isWell, statusOf } from "../../../recovery/machine/status";
import type { InstanceSeen, Observed, ServiceSeen } from "../../../recovery/observed";
import { topologyFrom } from "../../cli/topology-from";
import { asDescribed } from "./as-described";

const HOME = "us-central1";
const OTHER = "us-east1";
const STORE = "accounts-db";
const WRITER = `online-bank-${STORE}-${HOME}-1`;
const REPLICA = `online-bank-${STORE}-${OTHER}-1`;

const standing = (more: Readonly<Record<string, string>> = {}) =>
  topologyFrom({ [`regions.${OTHER}.state`]: "standing", ...more });
const hot = standing();

/** What is found where something is seen otherwise than described. */
function found(change: (seen: Observed) => Partial<Observed>, topology = hot) {
  const seen = asDescribed(topology);
  const status = statusOf(topology, { ...seen, ...change(seen) });
  const ready = status.regions.find(({ region }) => region === OTHER)?.ready;
  return { well: isWell(status), differs: status.differs, ready };
}

function withInstance(region: string, change: Partial<InstanceSeen> | "unknown") {
  return ({ databases }: Observed): Partial<Observed> => {
    const stores = databases[STORE] ?? {};
    const before = stores[region];
    const one = change === "unknown" ? change : { ...(before as InstanceSeen), ...change };
    return {
      databases: { ...databases, [STORE]: { ...stores, [region]: one as InstanceSeen } },
    };
  };
}

function withService(service: string, region: string, change: Partial<ServiceSeen>) {
  return ({ services }: Observed): Partial<Observed> => {
    const before = services[service]?.[region] as ServiceSeen;
    const places = { ...services[service], [region]: { ...before, ...change } };
    return { services: { ...services, [service]: places } };
  };
}

describe("the status of a system", () => {
  it.each(["hot", "warm", "cold"])("is well where all is as described: %s", (standby) => {
    const topology = standing({ standby });
    // An hour since the backup is more than the bank's objective allows, so cold isn't ready.
    const recent = withInstance(HOME, { backupAge: 60 });
    const status = found(recent, topology);
    expect(status).toEqual({
      well: true,
      differs: { wrong: [], unknown: [] },
      ready: { wrong: [], unknown: [] },
    });
  });

  it("is well with a region that is only planned, and asks nothing of it", () => {
    const status = statusOf(topologyFrom({}), asDescribed(topologyFrom({})));
    expect(isWell(status)).toBe(true);
    expect(status).toMatchObject({ state: "alone" });
    expect(status.regions[1]).toMatchObject({ region: OTHER, state: "planned", databases: {} });
  });

  it.each<[string, (seen: Observed) => Partial<Observed>, string]>([
    ["a name elsewhere", () => ({ writers: { [STORE]: OTHER } }), `leads to ${OTHER}`],
    ["two writers", withInstance(OTHER, { role: "writer" }), `${WRITER} and ${REPLICA} both take`],
    ["no HA", withInstance(HOME, { ha: false }), `${WRITER} has no HA`],
    ["a stopped instance", withInstance(HOME, { state: "stopped" }), `${WRITER} is stopped`],
    ["none at all", withInstance(OTHER, { state: "missing" }), `${REPLICA} is not there`],
    [
      "a closed door",
      withService("web", HOME, { open: false }),
      `web in ${HOME} takes no requests`,
    ],
    [
      "an open one",
      withService("accounts", OTHER, { open: true }),
      `accounts in ${OTHER} takes requests, and shouldn't`,
    ],
    [
      "an old version",
      withService("web", HOME, { current: false }),
      `web in ${HOME} doesn't run its version yet`,
    ],
    ["nobody healthy", withService("web", HOME, { healthy: 0 }), `web in ${HOME} is not healthy`],
    [
      "a fence",
      ({ regions }) => ({ regions: { ...regions, [OTHER]: { works: true, fenced: true } } }),
      `${OTHER} is fenced, and described as standing`,
    ],
    [
      "a dead region",
      ({ regions }) => ({ regions: { ...regions, [HOME]: { works: false, fenced: false } } }),
      `${HOME} doesn't answer`,
    ],
  ])("says what differs: %s", (_, change, sentence) => {
    const { well, differs } = found(change);
    expect(well).toBe(false);
    expect(differs.wrong.join("; ")).toContain(sentence);
  });

  it("leaves out what is wrong in another region, where one is asked for", () => {
    const { services } = withService("web", OTHER, { current: false, running: 0 })(
      asDescribed(hot),
    );
    const seen = { ...asDescribed(hot), ...(services ? { services } : {}) };
    const wells = [undefined, HOME, OTHER].map((only) => isWell(statusOf(hot, seen, only)));
    expect(wells).toEqual([false, true, false]);
    const moved = { ...seen, writers: { [STORE]: OTHER } };
    expect(isWell(statusOf(hot, moved, HOME))).toBe(false); // the name has no region
  });

  it("misses the fence of a lost region", () => {
    const lost = topologyFrom({ [`regions.${OTHER}.state`]: "lost" });
    const open = ({ regions }: Observed) => ({
      regions: { ...regions, [OTHER]: { works: false, fenced: false } },
    });
    expect(found(() => ({}), lost)).toMatchObject({ well: true, ready: undefined });
    expect(found(open, lost).differs.wrong).toEqual([`${OTHER} is lost, and not fenced`]);
  });

  it.each<[string, (seen: Observed) => Partial<Observed>, string]>([
    ["a replica far behind", withInstance(OTHER, { lag: 7200 }), "2 hours behind, and"],
    [
      "too few instances",
      withService("web", OTHER, { running: 1 }),
      `1 instance of web in ${OTHER} runs`,
    ],
    [
      "a group nobody knows",
      withService("web", OTHER, { listed: false }),
      `the load balancer doesn't know web in ${OTHER}`,
    ],
  ])("isn't ready: %s", (_, change, sentence) => {
    const { well, ready } = found(change);
    expect([well, ready?.wrong.join("; ")]).toEqual([false, expect.stringContaining(sentence)]);
  });

  it.each<[string, (seen: Observed) => Partial<Observed>]>([
    ["an instance", withInstance(OTHER, "unknown")],
    ["how far a replica is behind", withInstance(OTHER, { lag: "unknown" })],
    ["how many run", withService("web", OTHER, { running: "unknown" })],
    ["the name", () => ({ writers: { [STORE]: "unknown" } })],
    ["the health", withService("web", HOME, { healthy: "unknown" })],
  ])("takes nothing unknown for good: %s", (_, change) => {
    expect(found(change).well).toBe("unknown");
  });

  it("counts a backup that is too old, or none, against a standby without a copy", () => {
    const cold = standing({ standby: "cold" });
    const old = withInstance(HOME, { backupAge: 30 * 86_400 });
    expect(found(old, cold).ready?.wrong.join()).toContain(
      "the newest backup of accounts-db is 30 days old",
    );
    const none = (): Partial<Observed> => {
      const writer: InstanceSeen = {
        ...{ state: "running", name: WRITER, role: "writer", ha: true, backups: true },
      };
      return { databases: { [STORE]: { [HOME]: writer } } };
    };
    expect(found(none, cold).ready?.wrong).toEqual(["there is no backup of accounts-db yet"]);
  });
});
