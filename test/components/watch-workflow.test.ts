import { parse } from "yaml";
import { WATCH_WORKFLOW, type WatchArguments } from "../../components/watch-workflow";

interface Step {
  readonly call?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly for?: { readonly steps: Steps };
  readonly try?: Step;
  readonly except?: { readonly steps: Steps };
  readonly switch?: readonly { readonly next?: string; readonly steps?: Steps }[];
}
type Steps = readonly Readonly<Record<string, Step>>[];
type Routine = { readonly params: readonly string[]; readonly steps: Steps };

const workflow: Readonly<Record<string, Routine>> = parse(WATCH_WORKFLOW);
const { main = { params: [], steps: [] } } = workflow;

/** All steps, those inside of loops, branches and attempts included. */
function all(steps: Steps): readonly Step[] {
  return steps
    .flatMap((named) => Object.values(named))
    .flatMap((step) => [
      step,
      ...all(step.for?.steps ?? []),
      ...(step.try ? [step.try] : []),
      ...all(step.except?.steps ?? []),
      ...(step.switch ?? []).flatMap((branch) => all(branch.steps ?? [])),
    ]);
}

const every = Object.values(workflow).flatMap(({ steps }) => all(steps));

describe("the watch's workflow", () => {
  it("beats last, so that any measure that fails is silence", () => {
    expect(main.steps.map((step) => Object.keys(step)[0])).toEqual(["copies", "services", "beat"]);
    expect(main.steps.at(-1)?.["beat"]?.args).toMatchObject({
      metric: "${args.heartbeat}",
      value: 1,
    });
  });

  it("calls its own routines with just what they take, and else Google over HTTP alone", () => {
    const calls = every.flatMap(({ call, args }) => (call === undefined ? [] : [{ call, args }]));
    const own = calls.filter(({ call }) => !call.startsWith("http."));
    expect(own.map(({ call }) => call)).toEqual(["newest", "write", "unhealthy", "write", "write"]);
    for (const { call, args } of own) {
      expect(Object.keys(args ?? {}).sort()).toEqual([...(workflow[call]?.params ?? [])].sort());
    }
    const others = calls.filter(({ call }) => call.startsWith("http."));
    expect(others).toHaveLength(3);
    for (const { args } of others) expect(args?.["auth"]).toEqual({ type: "OAuth2" });
    expect([...WATCH_WORKFLOW.matchAll(/https:\/\/[^/"]+/g)].map(([host]) => host)).toEqual([
      "https://compute.googleapis.com",
      "https://monitoring.googleapis.com",
    ]);
  });

  it("uses only arguments that jobs hand over, and all of them", () => {
    const handed: Record<keyof WatchArguments, true> = {
      ...{ project: true, system: true, region: true, age: true, unhealthy: true },
      ...{ heartbeat: true, copies: true, health: true },
    };
    const used = [...WATCH_WORKFLOW.matchAll(/\bargs\.(\w+)/g)].map(([, name = ""]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(handed)));
  });

  it("skips a group that is no backend yet, and raises every other error", () => {
    const ask = workflow["unhealthy"]?.steps.flatMap((step) => Object.entries(step));
    const [, tried] = ask?.find(([name]) => name === "ask") ?? [];
    expect(JSON.stringify(tried?.except)).toContain("e.code == 400 or e.code == 404");
    expect(JSON.stringify(tried?.except)).toContain("raise");
  });

  it("goes on only inside of loops", () => {
    const looping = every.filter((step) => step.for).flatMap((step) => all(step.for?.steps ?? []));
    const continues = (steps: readonly Step[]) =>
      steps.flatMap(({ switch: branches }) =>
        (branches ?? []).filter(({ next }) => next === "continue"),
      );
    expect(continues(every)).toHaveLength(continues(looping).length);
    expect(continues(looping)).toHaveLength(3);
  });
});
