import { parse } from "yaml";
import { EXPORT_WORKFLOW, type ExportArguments } from "../../components/export-workflow";

interface Step {
  readonly assign?: readonly Readonly<Record<string, string>>[];
  readonly switch?: readonly { readonly condition: string; readonly next: string }[];
  readonly call?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly raise?: string;
  readonly next?: string;
}

interface Workflow {
  readonly main: {
    readonly params: readonly string[];
    readonly steps: readonly Readonly<Record<string, Step>>[];
  };
}

const workflow: Workflow = parse(EXPORT_WORKFLOW);
const steps = workflow.main.steps.flatMap((step) => Object.entries(step));

/** Walks the steps as Google's Workflows does, as far as this workflow needs it: calls made, and how it ends. */
function run(kind: string): { readonly calls: readonly string[]; readonly ends: string } {
  const calls: string[] = [];
  for (let index = 0; index < steps.length;) {
    const [, step = {}] = steps[index] ?? [];
    if (step.raise !== undefined) return { calls, ends: step.raise };
    if (step.call !== undefined) calls.push(step.call);
    const chosen = step.switch?.find(({ condition }) => condition === `\${args.kind == "${kind}"}`);
    const next = chosen?.next ?? step.next;
    if (next === "end") return { calls, ends: "end" };
    index = next === undefined ? index + 1 : steps.findIndex(([name]) => name === next);
    if (index < 0) throw new Error(`no step ${next}`);
  }
  return { calls, ends: "ran out of steps" };
}

const argsOf = (name: string) => steps.find(([step]) => step === name)?.[1].args;

describe("the export workflow", () => {
  it("takes one map of arguments, as jobs hand it over", () => {
    expect(workflow.main.params).toEqual(["args"]);
  });

  it.each<[ExportArguments["kind"], string]>([
    ["cloud-sql", "googleapis.sqladmin.v1.instances.export"],
    ["firestore", "googleapis.firestore.v1.projects.databases.exportDocuments"],
  ])("of %s makes one call, and ends", (kind, call) => {
    expect(run(kind)).toEqual({ calls: [call], ends: "end" });
  });

  it("of a kind it doesn't know raises, and copies nothing", () => {
    expect(run("spanner")).toEqual({ calls: [], ends: '${"no export of " + args.kind}' });
  });

  it("dumps on a machine of its own, so that the database isn't slowed down", () => {
    expect(argsOf("dump")).toEqual({
      project: "${args.project}",
      instance: "${args.instance}",
      body: {
        exportContext: {
          fileType: "SQL",
          uri: '${uri + ".sql.gz"}',
          databases: ["${args.database}"],
          offload: true,
        },
      },
    });
  });

  it("exports documents to the same kind of place", () => {
    expect(argsOf("documents")).toEqual({
      name: '${"projects/" + args.project + "/databases/" + args.database}',
      body: { outputUriPrefix: "${uri}" },
    });
  });

  it("writes each copy to a place of its own, without colons, which no restore takes well", () => {
    const [, place] = steps[0] ?? [];
    expect(place?.assign).toEqual([
      { stamp: '${text.replace_all(time.format(sys.now()), ":", "-")}' },
      { uri: '${"gs://" + args.bucket + "/" + args.store + "/" + args.database + "/" + stamp}' },
    ]);
  });

  it("uses only arguments that jobs hand over", () => {
    const handed: Record<keyof Required<ExportArguments>, true> = {
      ...{ kind: true, project: true, bucket: true, store: true, database: true, instance: true },
    };
    const used = [...EXPORT_WORKFLOW.matchAll(/args\.(\w+)/g)].map(([, name = ""]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(handed)));
  });
});
