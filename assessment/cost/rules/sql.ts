import type { Resource } from "../../../inventory/model";
import { flagAt, numberAt, textAt } from "../../../inventory/values";
import type { Line, Rules } from "../bill";
import { HOURS_A_MONTH } from "../prices";

/** What a Cloud SQL instance is made of. */
interface Machine {
  readonly vcpu: number;
  readonly memory: number;
}

/** Cloud SQL: HA is a second instance with a disk of its own, so all of it counts twice. */
export const sqlRules: Rules = { "gcp:sql/databaseInstance:DatabaseInstance": instance };

function instance({ inputs }: Resource): readonly Line[] {
  const place = textAt(inputs, "region");
  const tier = textAt(inputs, "settings.tier");
  if (place === undefined || tier === undefined) {
    return [{ what: "instance", because: "its region and tier aren't known before it exists" }];
  }
  const ha = textAt(inputs, "settings.availabilityType") === "REGIONAL";
  const times = ha ? 2 : 1;
  const twice = ha ? ", twice for HA" : "";
  const plus = textAt(inputs, "settings.edition") === "ENTERPRISE_PLUS";
  const size = numberAt(inputs, "settings.diskSize");
  const storage: Line =
    size === undefined
      ? { what: "storage", because: "its size isn't given" }
      : { what: `${size} GB${twice}`, sku: "sql.storage", place, quantity: size * times };
  return [...compute(tier, plus, place, times, twice), storage, ...copies(inputs)];
}

function compute(
  tier: string,
  plus: boolean,
  place: string,
  times: number,
  twice: string,
): readonly Line[] {
  const hours = times * HOURS_A_MONTH;
  const shared = /^db-(f1-micro|g1-small)$/.exec(tier)?.[1];
  if (shared !== undefined) {
    return [{ what: `${tier}${twice}`, sku: `sql.${shared}`, place, quantity: hours }];
  }
  const machine = machineOf(tier);
  if (!machine) return [{ what: tier, because: "it is no tier whose parts are known" }];
  const edition = plus ? "sql.plus" : "sql";
  const { vcpu, memory } = machine;
  return [
    { what: `${vcpu} vCPU${twice}`, sku: `${edition}.vcpu`, place, quantity: vcpu * hours },
    {
      what: `${memory} GB of memory${twice}`,
      sku: `${edition}.memory`,
      place,
      quantity: memory * hours,
    },
  ];
}

/** `db-custom-4-15360` says its parts; `db-perf-optimized-N-4` has 8 GB for each vCPU. */
function machineOf(tier: string): Machine | undefined {
  const [, cores, megabytes] = /^db-custom-(\d+)-(\d+)$/.exec(tier) ?? [];
  if (cores !== undefined) return { vcpu: Number(cores), memory: Number(megabytes) / 1024 };
  const [, plus] = /^db-perf-optimized-N-(\d+)$/.exec(tier) ?? [];
  const vcpu = Number(plus);
  return plus !== undefined && vcpu <= MOST_EVEN ? { vcpu, memory: vcpu * 8 } : undefined;
}

/** The largest machine of the N family with 8 GB for each vCPU; the one above it has less. */
const MOST_EVEN = 80;

function copies(inputs: Resource["inputs"]): readonly Line[] {
  const backups: readonly Line[] = flagAt(inputs, "settings.backupConfiguration.enabled")
    ? [{ what: "backups and logs", because: "how much changes from day to day isn't described" }]
    : [];
  const replication: readonly Line[] = Object.hasOwn(inputs, "masterInstanceName")
    ? [
        {
          what: "replication from its source",
          because: "how much is written isn't described; within a region it is free",
        },
      ]
    : [];
  return [...backups, ...replication];
}
