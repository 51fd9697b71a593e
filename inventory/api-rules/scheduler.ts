import { given, textAt } from "../values";
import { when, type ApiRule } from "./rule";
import { secondsOf } from "./seconds";

const JOBS = ["cloudscheduler.Job"];

export const schedulerRules: readonly ApiRule[] = [
  {
    id: "scheduler/two-tokens",
    severity: "error",
    source: "preview",
    kinds: JOBS,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "httpTarget.oauthToken") && given(inputs, "httpTarget.oidcToken"),
        "httpTarget.oauthToken",
        "can't be given together with httpTarget.oidcToken; keep oauthToken for Google's APIs",
      ),
  },
  {
    id: "scheduler/identity-token-for-google",
    severity: "warning",
    source: "docs",
    kinds: JOBS,
    breaches: ({ inputs }) => {
      const uri = textAt(inputs, "httpTarget.uri");
      const host = /^https:\/\/([^/]+)/.exec(uri ?? "")?.[1];
      return when(
        given(inputs, "httpTarget.oidcToken") && host?.endsWith(".googleapis.com") === true,
        "httpTarget.oidcToken",
        `is not taken by "${host}"; use oauthToken`,
      );
    },
  },
  {
    id: "scheduler/schedule",
    severity: "error",
    source: "api",
    kinds: JOBS,
    breaches: ({ inputs }) => {
      const schedule = textAt(inputs, "schedule");
      const isCron = schedule !== undefined && schedule.trim().split(/\s+/).length === 5;
      const isEnglish =
        schedule !== undefined && /^every |^\d+ of |^(1st|2nd|3rd|\dth|first) /.test(schedule);
      return when(
        schedule !== undefined && !isCron && !isEnglish,
        "schedule",
        `"${schedule}" doesn't have the five fields of cron; write it as "0 */6 * * *"`,
      );
    },
  },
  {
    id: "scheduler/attempt-deadline",
    severity: "error",
    source: "docs",
    kinds: JOBS,
    breaches: ({ inputs }) => {
      const deadline = textAt(inputs, "attemptDeadline");
      const seconds = secondsOf(deadline);
      return when(
        deadline !== undefined &&
          given(inputs, "httpTarget") &&
          !(seconds !== undefined && seconds >= 15 && seconds <= 1800),
        "attemptDeadline",
        `"${deadline}" is not from 15 seconds to 30 minutes; write it as "320s"`,
      );
    },
  },
];
