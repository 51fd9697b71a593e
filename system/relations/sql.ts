import type { Path } from "../path";
import { DAY, HOUR } from "../units";
import type { Draft, Issue, Relation } from "../relation";
import type { DraftStore } from "./data";
import { sizeWithin, within } from "./ranges";
import { entries, repeated } from "./reference";
import { keepIssue, rhythmIssue } from "./rhythm";

type DraftSql = Extract<DraftStore, { kind?: "cloud-sql" | undefined }>;

/** What Cloud SQL allows of its settings together. */
export const sqlSettings: Relation = ({ data, regions }) =>
  entries(data).flatMap(([name, store]) => {
    if (store.kind !== "cloud-sql") return [];
    const path = ["data", name];
    return [
      ...edition(path, store),
      ...windows(path, store),
      ...sizeWithin([...path, "size"], store.size, [10, 64_000]),
      ...exportRhythm(path, store),
      ...databases(path, store),
      ...readReplicas(name, store, { data, regions }),
    ];
  });

const isPlusTier = (tier: string) => tier.startsWith("db-perf-optimized-");

/**
 * Each read replica has a zone of its own, which its name ends in. The name that they are found
 * under is no other store's.
 */
function readReplicas(
  name: string,
  { readReplicas: wanted = 0, instances }: DraftSql,
  { data, regions }: Pick<Draft, "data" | "regions">,
): Issue[] {
  const path = ["data", name, "readReplicas"];
  const small = entries(regions).find(
    ([region, { zones }]) =>
      (instances === undefined || Object.hasOwn(instances, region)) &&
      zones !== undefined &&
      zones.length < wanted,
  );
  const taken = `${name}-${READ}`;
  return [
    ...(small === undefined
      ? []
      : [
          {
            path,
            message: `"${wanted}" is more than the ${small[1].zones?.length} zones of ${small[0]}, and each read replica has one of its own; use fewer, or describe more zones`,
          },
        ]),
    ...(wanted > 0 && data && Object.hasOwn(data, taken)
      ? [
          {
            path: ["data", taken],
            message: `"${taken}" is the name under which ${name} is read from; choose another`,
          },
        ]
      : []),
  ];
}

/** What a database's name for reading ends in. */
const READ = "read";

/** Each edition has tiers of its own. */
function edition(path: Path, { edition: given, tier }: DraftSql): Issue[] {
  if (given === undefined || tier === undefined) return [];
  const right = isPlusTier(tier) ? "ENTERPRISE_PLUS" : "ENTERPRISE";
  if (given === right) return [];
  const other = right === "ENTERPRISE" ? "db-perf-optimized-N-4" : "db-custom-4-15360";
  const message = `"${tier}" is a tier of ${right}, and the edition is ${given}; use a tier such as "${other}", or leave the edition out`;
  return [{ path: [...path, "tier"], message }];
}

/** Transaction logs reach back as far as the edition keeps them, and backups as far as the logs. */
function windows(path: Path, { edition: given, tier, recoveryWindow, backups }: DraftSql): Issue[] {
  const at = [...path, "recoveryWindow"];
  const plus = given === undefined ? tier && isPlusTier(tier) : given === "ENTERPRISE_PLUS";
  if (
    recoveryWindow !== undefined &&
    plus === false &&
    recoveryWindow > 7 * DAY &&
    recoveryWindow <= 35 * DAY
  ) {
    const days = recoveryWindow / DAY;
    const message = `"${days} days" is more than ENTERPRISE keeps; use 1 to 7 days, or ENTERPRISE_PLUS with a tier such as "db-perf-optimized-N-4"`;
    return [{ path: at, message }];
  }
  const range = within(at, recoveryWindow, [DAY, (plus === false ? 7 : 35) * DAY], DAY);
  const keep = backups?.keep;
  if (range.length > 0 || recoveryWindow === undefined || keep === undefined) return range;
  const days = recoveryWindow / DAY;
  if (keep >= days) return [];
  const message = `${keep} daily backups reach less far back than the recovery window of ${days} days; keep ${days} or more`;
  return [{ path: [...path, "backups", "keep"], message }];
}

function exportRhythm(path: Path, { backups, version, databases: names }: DraftSql): Issue[] {
  const at = [...path, "backups", "export"];
  const { every, keep } = backups?.export ?? {};
  const unnamed = backups?.export && version?.startsWith("MYSQL") && !names?.length;
  return [
    ...(unnamed
      ? [
          {
            path: at,
            message:
              "has no database to dump: a MySQL instance begins with none; name them under databases",
          },
        ]
      : []),
    ...rhythmIssue([...at, "every"], every),
    ...(every === undefined || every >= HOUR ? keepIssue([...at, "keep"], every, keep) : []),
  ];
}

const OWN_DATABASES = [
  "postgres",
  "template0",
  "template1",
  "mysql",
  "sys",
  "performance_schema",
  "information_schema",
  "cloudsqladmin",
];

function databases(path: Path, { databases: names = [] }: DraftSql): Issue[] {
  const at = [...path, "databases"];
  return [
    ...repeated(names).map(({ index, first }) => ({
      path: [...at, index],
      message: `"${names[index]}" is there already as databases[${first}]; keep one of the two`,
    })),
    ...names.flatMap((name, index) =>
      name !== undefined && OWN_DATABASES.includes(name)
        ? [
            {
              path: [...at, index],
              message: `"${name}" is a database of the server itself; choose another name`,
            },
          ]
        : [],
    ),
  ];
}
