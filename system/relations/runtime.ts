import type { Path } from "../path";
import type { Draft, Issue, Relation } from "../relation";
import { isContainer } from "../schema/service";
import { formatDuration } from "../units";
import { entries, repeated } from "./reference";
import { keepIssue, rhythmIssue } from "./rhythm";

type DraftService = NonNullable<NonNullable<Draft["services"]>[string]>;

/** What boots the containers, and what containers can't be without. */
export const images: Relation = (draft) => {
  const { services } = draft;
  const containers = entries(services).flatMap(([name, { runs }]) =>
    runs?.on !== "kubernetes" && runs?.image && isContainer(runs.image) ? [name] : [],
  );
  const host: Issue[] =
    containers.length === 0 || Object.hasOwn(draft, "hostImage")
      ? []
      : [
          {
            path: ["hostImage"],
            message: `is missing; ${containers.join(", ")} ${containers.length === 1 ? "runs a container and needs" : "run containers and need"} an image to boot: write one such as "projects/cos-cloud/global/images/cos-121-18867-90-59"`,
          },
        ];
  const pods = entries(services).flatMap(([name, { runs }]): Issue[] =>
    runs?.on === "kubernetes" && runs.image && !isContainer(runs.image)
      ? [
          {
            path: ["services", name, "runs", "image"],
            message: "is a machine image, and kubernetes runs containers; pin one by digest",
          },
        ]
      : [],
  );
  return [...host, ...pods];
};

/** Longest wait for callers of a service, all attempts together. */
const PATIENCE = 5 * 60;
const LONGEST_BOOT = 3600;

/** Times of a service that Google Cloud, or the people waiting, will not take. */
export const serviceTimes: Relation = ({ services }) =>
  entries(services).flatMap(([name, service]): Issue[] => {
    const path = ["services", name];
    return [
      ...boot(path, service),
      ...snapshots(path, service),
      ...retries(path, service),
      ...schedules(path, service),
    ];
  });

function boot(path: Path, { runs }: DraftService): Issue[] {
  const bootTime = runs?.bootTime;
  if (bootTime === undefined || bootTime <= LONGEST_BOOT) return [];
  const message = `is ${formatDuration(bootTime)}, and autohealing waits an hour at the most; boot from an image that has everything in it`;
  return [{ path: [...path, "runs", "bootTime"], message }];
}

function snapshots(path: Path, { runs }: DraftService): Issue[] {
  if (runs?.on !== "instances" || !runs.snapshots) return [];
  const { every, keep } = runs.snapshots;
  const at = [...path, "runs", "snapshots"];
  return [...rhythmIssue([...at, "every"], every), ...keepIssue([...at, "keep"], every, keep)];
}

function retries(path: Path, { retries: tries }: DraftService): Issue[] {
  const { attempts, timeout } = tries ?? {};
  if (attempts === undefined || timeout === undefined || attempts * timeout <= PATIENCE) return [];
  const all = formatDuration(attempts * timeout);
  const message = `lets callers wait ${all}: ${attempts} attempts of ${formatDuration(timeout)}; keep it under ${formatDuration(PATIENCE)}`;
  return [{ path: [...path, "retries"], message }];
}

function schedules(path: Path, { schedules: peaks = [] }: DraftService): Issue[] {
  const short = peaks.flatMap((peak, index): Issue[] =>
    peak?.lasts === undefined || peak.lasts >= 300
      ? []
      : [
          {
            path: [...path, "schedules", index, "lasts"],
            message: `"${formatDuration(peak.lasts)}" is shorter than 5 minutes, the least for a scheduled size`,
          },
        ],
  );
  const twice = repeated(peaks.map((peak) => peak?.name)).map(({ index, first }) => ({
    path: [...path, "schedules", index, "name"],
    message: `"${peaks[index]?.name}" is the name of schedules[${first}] already; choose another`,
  }));
  return [...short, ...twice];
}
