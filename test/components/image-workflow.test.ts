import { parse } from "yaml";
import { IMAGE_WORKFLOW, type ImageArguments } from "../../components/image-workflow";

type Steps = readonly Readonly<Record<string, unknown>>[];
const workflow: Readonly<Record<string, { readonly params: string[]; readonly steps: Steps }>> =
  parse(IMAGE_WORKFLOW);
const names = (routine: string) => workflow[routine]?.steps.map((step) => Object.keys(step)[0]);
const step = (routine: string, name: string): string =>
  JSON.stringify(workflow[routine]?.steps.find((one) => name in one)?.[name]);

describe("the workflow that images machines", () => {
  it("lets old images go only after a new one is complete", () => {
    expect(names("main")?.slice(-4)).toEqual(["image", "complete", "list", "old"]);
    expect(names("wait")).toEqual(["ask", "failed", "over", "again"]);
    expect(step("wait", "failed")).toContain("raise");
    expect(step("wait", "again")).toBe('{"next":"ask"}');
  });

  it("raises when no machine has the disk, before it makes anything", () => {
    expect(step("main", "nobody")).toContain('"raise":"${\\"no machine has \\" + args.disk}"');
    expect(names("main")?.indexOf("nobody")).toBeLessThan(names("main")?.indexOf("image") ?? 0);
  });

  it("deletes what is its own and too old, and nothing else", () => {
    const old = step("main", "old");
    expect(old).toContain('text.match_regex(image.name, \\"^\\" + args.beginning + \\"[0-9]+$\\")');
    expect(old).toContain("sys.now() - time.parse(image.creationTimestamp) < args.keep");
    expect(IMAGE_WORKFLOW.match(/http\.delete/g)).toHaveLength(1);
  });

  it("asks Compute Engine alone, as its account, for what jobs hand over", () => {
    const hosts = [...IMAGE_WORKFLOW.matchAll(/https:\/\/([^/"]+)/g)].map(([, host]) => host);
    expect(new Set(hosts)).toEqual(new Set(["compute.googleapis.com"]));
    expect(IMAGE_WORKFLOW.match(/call: http\./g)).toHaveLength(5);
    expect(IMAGE_WORKFLOW.match(/auth: \{ type: OAuth2 \}/g)).toHaveLength(5);
    const handed: Record<keyof ImageArguments, true> = {
      ...{ disk: true, project: true, beginning: true, location: true, keep: true, key: true },
    };
    const used = [...IMAGE_WORKFLOW.matchAll(/\bargs\.(\w+)/g)].map(([, name = ""]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(handed)));
  });
});
