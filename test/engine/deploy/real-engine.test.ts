import { toCheckpoint, Sealer } from "../../../engine/embedded/deploy/checkpoint";
import { realPulumi } from "../real-cli";
import { RealStack } from "./real-stack";
import { EmbeddedStack, STAGED } from "./staged";

const describeWithCli = realPulumi() === undefined ? describe.skip : describe;

interface Shown {
  readonly steps: readonly { op: string; urn: string; detailedDiff?: object | null }[];
  readonly diagnostics?: readonly { severity: string; urn?: string; message: string }[];
  readonly changeSummary?: object;
}

/** Digits that the one engine draws at random and the other derives. */
function withoutDigits<Value>(value: Value): Value {
  const text = JSON.stringify(value).replaceAll(/-[0-9a-f]{7}\b/g, "-#");
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID"));
}

/** Steps as both engines tell them. Of components and providers the real one shows no detail. */
function steps({ steps }: Shown): string[] {
  return steps
    .map(({ op, urn, detailedDiff }) => {
      const detailed = urn.includes("::cloud:") || urn.includes("$cloud:");
      return `${op} ${urn} ${JSON.stringify(detailed ? (detailedDiff ?? null) : null)}`;
    })
    .sort();
}

function errors({ diagnostics = [] }: Shown): string[] {
  return diagnostics
    .filter(({ severity, urn }) => severity === "error" && urn !== undefined)
    .map(
      ({ urn, message }) => `${urn} ${message.replace(/^error: (Preview failed: )?/, "").trim()}`,
    )
    .sort();
}

const UNCOMPARED = new Set([
  "created",
  "modified",
  "sourcePosition",
  "stackTrace",
  "customTimeouts",
  "aliases",
  "hideDiff",
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The state by URN, as far as both engines keep the same. */
function resources(checkpoint: unknown): Record<string, unknown> {
  const { deployment } = checkpoint as { deployment: { resources: Record<string, Json>[] } };
  const entries = deployment.resources.map((resource) => {
    const kept = Object.entries(resource).filter(([key]) => !UNCOMPARED.has(key));
    return [resource["urn"], plain(Object.fromEntries(kept))] as const;
  });
  return withoutDigits(Object.fromEntries(entries));
}

/** Without what the CLI adds to providers, and with secrets in one spelling. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const { __internal: _, ...rest } = value;
  const secret = rest["plaintext"] ?? rest["ciphertext"];
  if (secret !== undefined) return { secret };
  return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, plain(item)]));
}

// Needs the real CLI: skipped without `pulumi` on the PATH.
describeWithCli("the embedded engine beside the real one", () => {
  let real: RealStack;
  const ours = new EmbeddedStack();
  const stages: Record<string, { real: Shown; ours: Shown }> = {};
  const open = { salt: "", encrypt: (plain: string) => plain, decrypt: (text: string) => text };
  const states: { real: unknown; ours: unknown; names: [string[], string[]] }[] = [];

  async function preview(stage: string) {
    await real.set("staged:stage", stage);
    stages[stage] = {
      real: (await real.preview()) as Shown,
      ours: (await ours.preview(stage)) as Shown,
    };
  }

  async function up(stage: string) {
    await preview(stage);
    if ((await real.run("up", "--yes", "--skip-preview")) === undefined) throw new Error(stage);
    expect((await ours.up(stage)).failed).toBe(false);
    const document = toCheckpoint(ours.keeper.state, new Sealer(open), "", "");
    states.push({
      real: await real.state(),
      ours: document,
      names: [real.things(), ours.cloud.names()],
    });
  }

  beforeAll(async () => {
    real = await RealStack.of(STAGED);
    await up("first");
    await up("second");
    for (const stage of ["refused", "broken", "hooked"]) await preview(stage);
    await real.set("staged:stage", "second");
    stages["again"] = {
      real: (await real.preview()) as Shown,
      ours: (await ours.preview("second")) as Shown,
    };
  }, 300_000);
  afterAll(() => real?.remove());

  it.each(["first", "second", "again"])("plans the same steps in stage %s", (stage) => {
    const { real, ours } = stages[stage]!;
    expect(steps(ours)).toEqual(steps(real));
    expect(ours.changeSummary).toEqual(real.changeSummary);
    expect(steps(real).length).toBeGreaterThan(0);
  });

  it.each(["refused", "broken", "hooked"])("refuses alike in stage %s", (stage) => {
    const { real, ours } = stages[stage]!;
    expect(errors(real).length).toBeGreaterThan(0);
    expect(errors(ours)).toEqual(errors(real));
  });

  it.each([0, 1])("leaves the same behind after deployment %d", (index) => {
    const { real, ours, names } = states[index]!;
    expect(resources(ours)).toEqual(resources(real));
    expect(withoutDigits(names[1])).toEqual(withoutDigits(names[0]));
  });
});
