import type { Edits } from "../../system/edit";
import type { Step } from "../model";
import { known, type Setting } from "./setting";

/** What comes before any change: nobody else acts, and nothing is deployed meanwhile. */
export function opening(setting: Setting): readonly Step[] {
  const call = (what: string) => [known(setting, "execute", "api.call", "lease", what)];
  return [
    {
      id: "take-lease",
      title: "Take the lease, which keeps every other operator out",
      needs: ["decide"],
      action: { kind: "lease.take" },
      done: { is: "lease-held" },
      reversal: { by: { kind: "lease.release" } },
      takes: call("an object written if nobody has written it"),
    },
    {
      id: "freeze-deployments",
      title: "Freeze deployments, so that no pipeline undoes what follows",
      needs: ["take-lease"],
      action: { kind: "deployments.freeze" },
      done: { is: "frozen", value: true },
      reversal: { by: { kind: "deployments.thaw" } },
      takes: call("a mark beside the lease"),
    },
  ];
}

/** Writes into the description what is true from now on. */
export function describe(setting: Setting, edits: Edits, needs: readonly string[]): Step {
  const written = Object.entries(edits).map(([path, value]) =>
    value === null ? `no ${path} any more` : `${path}: ${JSON.stringify(value)}`,
  );
  return {
    id: "write-description",
    title: `Write into the description: ${written.join(", ")}`,
    needs,
    action: { kind: "describe", edits },
    done: { is: "described", edits },
    reversal: { by: "nothing", because: "it says what is; another recovery changes it back" },
    takes: [known(setting, "execute", "api.call", "description", "an edit of one file")],
  };
}

export interface Closing {
  /** Steps after which the system works again and the description says so. */
  readonly after: readonly string[];
  /** Regions whose stacks must agree. */
  readonly stacks: readonly string[];
  /** Those of them that are gone, so that only what is global can be read. */
  readonly globalOnly?: readonly string[];
  /** Those of them that keep something in a region that is gone, which is left out. */
  readonly own?: readonly string[];
  /** Roles have changed, and with them what no call has changed: which region's schedules run, for instance. */
  readonly brings?: true;
  /** Steps that run beside all this, and end under the lease as well: a backup counts only then. */
  readonly beside?: readonly string[];
}

/** What comes after: description, state and cloud agree again, and others may act. */
export function closing(setting: Setting, how: Closing): Step[] {
  const { after, stacks } = how;
  const regions = [...new Set(stacks)];
  const checks = regions.flatMap((region) => adoption(setting, region, how));
  const last = regions.map((region) => `preview-${region}`);
  return [...checks, ...release(setting, last.length > 0 ? last : after, how.beside ?? [])];
}

function adoption(
  setting: Setting,
  region: string,
  { after, globalOnly = [], own = [], brings }: Closing,
): Step[] {
  const global = globalOnly.includes(region);
  const part = global
    ? ({ global: true } as const)
    : own.includes(region)
      ? ({ own: true } as const)
      : {};
  const of = `${region}'s stack`;
  const run = (what: string) => [known(setting, "execute", "pulumi.run", of, what)];
  const only = global
    ? " (only what is global)"
    : own.includes(region)
      ? " (all but what it keeps elsewhere)"
      : "";
  return [
    {
      id: `refresh-${region}`,
      title: `Refresh ${of}${only} so that its state knows what was done`,
      needs: after,
      action: { kind: "pulumi.refresh", region, ...part },
      done: { is: "journalled" },
      reversal: { by: "no effect" },
      takes: run("a refresh"),
    },
    ...(brings
      ? [
          {
            id: `adopt-${region}`,
            title: `Deploy ${of}${only}: what only follows the roles, such as schedules, follows them now`,
            needs: [`refresh-${region}`],
            action: { kind: "pulumi.up", region, ...part },
            done: { is: "journalled" },
            reversal: { by: "nothing", because: "another recovery changes it back" },
            takes: run("a run of its program"),
          } satisfies Step,
        ]
      : []),
    {
      id: `preview-${region}`,
      title: `Preview ${of}${only}: it must show no change`,
      needs: [`${brings ? "adopt" : "refresh"}-${region}`],
      action: { kind: "pulumi.preview", region, ...part },
      done: { is: "no-changes", region },
      reversal: { by: "no effect" },
      takes: run("a preview"),
    },
  ];
}

function release(
  setting: Setting,
  needs: readonly string[],
  beside: readonly string[],
): readonly Step[] {
  const call = (what: string) => [known(setting, "execute", "api.call", "lease", what)];
  return [
    {
      id: "thaw-deployments",
      title: "Let deployments go on",
      needs,
      action: { kind: "deployments.thaw" },
      done: { is: "frozen", value: false },
      reversal: { by: { kind: "deployments.freeze" } },
      takes: call("a mark taken away"),
    },
    {
      id: "report",
      title: "Report what was measured against what was predicted and asked for",
      needs: ["thaw-deployments"],
      action: { kind: "report" },
      done: { is: "journalled" },
      reversal: { by: "no effect" },
      takes: [],
    },
    {
      id: "release-lease",
      title: "Give the lease back",
      needs: ["report", ...beside],
      action: { kind: "lease.release" },
      done: { is: "lease-free" },
      reversal: { by: { kind: "lease.take" } },
      takes: call("an object deleted if it is still ours"),
    },
  ];
}
