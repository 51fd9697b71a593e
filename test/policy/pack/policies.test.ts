import type {
  PolicyResource,
  ReportViolation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Inventory, Resource } from "../../../inventory/model";
import { notEvaluated, policies } from "../../../policy/pack/policies";
import { policyRules } from "../../../policy/rules/index";
import { read } from "../../docs/markdown";
import { type Case, STACKS } from "../../stacks/runs";
import { bankIn, describedIn } from "../bank";
import { type Change, mutated } from "../mutate";

const HOT: Case = {
  mode: "hot",
  primary: "us-central1",
  other: "standing",
  instances: "described",
};
const WRITER = "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1";

/** What the pack says of the bank's home stack: `policy of urn's name: message`. */
async function saidOf(changes: readonly Change[], late: readonly string[] = []): Promise<string[]> {
  const { stacks } = mutated(await bankIn(HOT), changes);
  const resources = shown(stacks[0]!.inventory, late);
  const said: string[] = [];
  const described = { region: STACKS.prod, situation: describedIn(HOT) };
  for (const policy of policies(() => described)) {
    await run(policy, resources, (message, urn) => {
      said.push(`${policy.name} ${urn?.split("::").at(-1) ?? ""} ${message}`);
    });
  }
  return said;
}

async function run(
  { validateStack }: StackValidationPolicy,
  resources: PolicyResource[],
  report: ReportViolation,
): Promise<void> {
  const [validate] = [validateStack].flat();
  await validate!({ resources } as unknown as StackValidationArgs, report);
}

/** An inventory as Pulumi shows it to a pack; asking for a `late` input throws, as it does there. */
function shown({ resources }: Inventory, late: readonly string[]): PolicyResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, asShown(resource, late)]));
  const found = (urns: readonly string[] = []) => urns.flatMap((urn) => byUrn.get(urn) ?? []);
  for (const { urn, parent, dependencies, propertyDependencies } of resources) {
    const [resource] = found([urn]);
    const by = Object.entries(propertyDependencies).map(([key, urns]) => [key, found(urns)]);
    Object.assign(resource!, {
      dependencies: found(dependencies),
      propertyDependencies: Object.fromEntries(by),
      ...(parent === undefined ? {} : { parent: byUrn.get(parent) }),
    });
  }
  return [...byUrn.values()];
}

const NO_TIMEOUTS = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };

function asShown({ type, urn, name, inputs, ...options }: Resource, late: readonly string[]) {
  const props = structuredClone(inputs);
  for (const key of late.filter((input) => input in props)) {
    Object.defineProperty(props, key, { enumerable: true, get: () => unknown(key) });
  }
  const { protect, ignoreChanges } = options;
  const opts = { protect, ignoreChanges, customTimeouts: NO_TIMEOUTS };
  return { type, urn, name, props, opts } as unknown as PolicyResource;
}

function unknown(key: string): never {
  throw new Error(`'${key}' can't be known during preview`);
}

const LEFT = policyRules.filter(({ scope }) => scope === "system").map(({ id }) => id);

describe("the policy pack", () => {
  it("has a policy for each rule that one stack decides, mandatory where it is an error", () => {
    const held = policyRules.filter(({ id }) => !LEFT.includes(id));
    const levels = policies(() => ({ region: STACKS.prod, situation: describedIn(HOT) })).map(
      ({ name, enforcementLevel }) => `${name} ${String(enforcementLevel)}`,
    );
    expect(levels).toEqual([
      ...held.map(({ id, severity }) => `${id} ${severity === "error" ? "mandatory" : "advisory"}`),
      "not-evaluated advisory",
    ]);
  });

  it("lets the bank through, and says what it doesn't decide", async () => {
    expect(await saidOf([])).toEqual([`not-evaluated  ${notEvaluated()}`]);
  });

  it("says which resource breaks which rule, and the fix", async () => {
    const said = await saidOf([
      { at: WRITER, set: { "settings.deletionProtectionEnabled": false } },
    ]);
    expect(said.slice(0, -1)).toEqual([
      'R4 online-bank-accounts-db-us-central1-1 settings.deletionProtectionEnabled: "false": one call deletes the instance; set it to true',
    ]);
  });

  it("holds nothing against a value that isn't known yet", async () => {
    expect(await saidOf([], ["settings"])).toEqual([`not-evaluated  ${notEvaluated()}`]);
  });
});

describe("what the pack doesn't decide", () => {
  it("is every rule that one stack doesn't, and stands in docs/policy.md", () => {
    expect(notEvaluated().match(/R\d+/g)).toEqual(LEFT);
    const inDoc = /^Not evaluated by the pack: (.*)\.$/m.exec(read("docs/policy.md"))?.[1];
    expect(inDoc?.split(", ")).toEqual(LEFT);
  });
});
