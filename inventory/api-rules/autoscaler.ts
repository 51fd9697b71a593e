import type { Resource } from "../model";
import { given, lacks, listAt, numberAt, textAt } from "../values";
import { referenced, referrers } from "./references";
import { isNoneOf, isOutside, isOver, when, type ApiRule } from "./rule";

const AUTOSCALERS = ["compute.RegionAutoscaler", "compute.Autoscaler"];
const GROUPS = ["compute.RegionInstanceGroupManager", "compute.InstanceGroupManager"];
const MODES = ["ON", "OFF", "ONLY_SCALE_OUT"];
const WAYS = ["target", "singleInstanceAssignment"];
const POLICY = "autoscalingPolicy";

export const autoscalerRules: readonly ApiRule[] = [
  {
    id: "autoscaler/mode",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const mode = textAt(inputs, `${POLICY}.mode`);
      const advice =
        mode === "ONLY_UP" ? "use its new spelling ONLY_SCALE_OUT" : "use one of these";
      return when(
        isNoneOf(mode, MODES),
        `${POLICY}.mode`,
        `"${mode}" is not one of ${MODES.join(", ")}; ${advice}`,
      );
    },
  },
  {
    id: "autoscaler/limits",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const least = numberAt(inputs, `${POLICY}.minReplicas`);
      const most = numberAt(inputs, `${POLICY}.maxReplicas`);
      return [
        ...when(
          isOver(least, most),
          `${POLICY}.minReplicas`,
          `"${least}" is above maxReplicas "${most}"; lower it, or raise maxReplicas`,
        ),
        ...when(isOver(0, least), `${POLICY}.minReplicas`, `"${least}" is negative; use 0 or more`),
      ];
    },
  },
  {
    id: "autoscaler/cpu-target",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const target = numberAt(inputs, `${POLICY}.cpuUtilization.target`);
      return when(
        target !== undefined && !(target > 0 && target <= 1),
        `${POLICY}.cpuUtilization.target`,
        `"${target}" is no share of the CPU, above 0 and at most 1; use 0.6 for 60 %`,
      );
    },
  },
  {
    id: "autoscaler/predictive-method",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const path = `${POLICY}.cpuUtilization.predictiveMethod`;
      const method = textAt(inputs, path);
      return when(
        isNoneOf(method, ["NONE", "OPTIMIZE_AVAILABILITY"]),
        path,
        `"${method}" is not one of NONE, OPTIMIZE_AVAILABILITY; use one of these`,
      );
    },
  },
  {
    id: "autoscaler/metric-target",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) =>
      listAt(inputs, `${POLICY}.metrics`).flatMap((metric, index) =>
        when(
          WAYS.every((way) => given(metric, way)) || WAYS.every((way) => lacks(metric, way)),
          `${POLICY}.metrics[${index}]`,
          "needs either target or singleInstanceAssignment; give one of them",
        ),
      ),
  },
  {
    id: "autoscaler/log-based-metric",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) =>
      listAt(inputs, `${POLICY}.metrics`).flatMap((metric, index) =>
        when(
          textAt(metric, "name")?.startsWith("logging.googleapis.com/") === true,
          `${POLICY}.metrics[${index}].name`,
          `"${textAt(metric, "name")}" comes from logs, which autoscaling can't read; write a metric of your own`,
        ),
      ),
  },
  {
    id: "autoscaler/too-many-metrics",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const { length } = listAt(inputs, `${POLICY}.metrics`);
      return when(length > 5, `${POLICY}.metrics`, `has "${length}" entries; use at most 5`);
    },
  },
  {
    id: "autoscaler/schedule-duration",
    severity: "error",
    source: "docs",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) =>
      listAt(inputs, `${POLICY}.scalingSchedules`).flatMap((schedule, index) => {
        const seconds = numberAt(schedule, "durationSec");
        return when(
          isOver(300, seconds),
          `${POLICY}.scalingSchedules[${index}].durationSec`,
          `"${seconds}" is below 300 seconds; raise it`,
        );
      }),
  },
  {
    id: "autoscaler/scale-in-window",
    severity: "warning",
    source: "unconfirmed",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) => {
      const path = `${POLICY}.scaleInControl.timeWindowSec`;
      const seconds = numberAt(inputs, path);
      return when(
        isOutside(seconds, 60, 3600),
        path,
        `"${seconds}" is not from 60 to 3600; use 600`,
      );
    },
  },
  {
    id: "autoscaler/never-leaves-zero",
    severity: "warning",
    source: "derived",
    kinds: AUTOSCALERS,
    breaches: ({ inputs }) =>
      when(
        numberAt(inputs, `${POLICY}.minReplicas`) === 0 &&
          isNoneOf(textAt(inputs, `${POLICY}.mode`, "ON"), ["OFF"]) &&
          lacks(inputs, `${POLICY}.metrics`) &&
          lacks(inputs, `${POLICY}.scalingSchedules`),
        `${POLICY}.minReplicas`,
        '"0" instances give nothing to measure, so the group can\'t grow again; use at least 1, a per-group metric, or mode OFF',
      ),
  },
  {
    id: "autoscaler/other-region",
    severity: "error",
    source: "api",
    kinds: AUTOSCALERS,
    breaches: (autoscaler, inventory) =>
      referenced(autoscaler, "target", inventory, GROUPS).flatMap((group) => {
        const [own, other] = [placeOf(autoscaler), placeOf(group)];
        return when(
          own !== undefined && other !== undefined && own !== other,
          "target",
          `"${group.name}" is in ${other}, this autoscaler in ${own}; put both in one place`,
        );
      }),
  },
  {
    id: "autoscaler/shares-its-group",
    severity: "error",
    source: "api",
    kinds: AUTOSCALERS,
    breaches: (autoscaler, inventory) =>
      referenced(autoscaler, "target", inventory, GROUPS).flatMap((group) => {
        const all = referrers(group, "target", inventory, AUTOSCALERS);
        const others = all.filter(({ urn }) => urn !== autoscaler.urn).map(({ name }) => name);
        return when(
          others.length > 0,
          "target",
          `"${group.name}" has another autoscaler, ${others.join(", ")}; a group takes one, so drop the other`,
        );
      }),
  },
];

function placeOf({ inputs }: Resource): string | undefined {
  return textAt(inputs, "region") ?? textAt(inputs, "zone");
}
