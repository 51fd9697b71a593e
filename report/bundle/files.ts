import type { Plan } from "../../recovery/model";
import { plansOf } from "../../recovery/plan/plans-of";
import { planFor } from "../../recovery/plan/plan-for";
import type { Setting } from "../../recovery/plan/setting";
import { around } from "../../recovery/runbook/then";
import { runbookText } from "../runbook";
import { contactsText } from "./contacts";
import { cannot } from "./cannot";
import { scriptOf } from "./script";

/** Text by path in the folder. */
export type Bundle = Readonly<Record<string, string>>;

/** Where the folder comes from. */
export interface Origin {
  /** Text of the description. */
  readonly text: string;
  /** Day, ISO 8601. */
  readonly on: string;
  readonly revision: string;
}

/** A folder that carries out the loss of the primary region when all else is gone, with what a person needs beside. */
export function bundleOf(setting: Setting, origin: Origin): Bundle {
  const { topology } = setting;
  const failovers = failoversOf(setting);
  const scripts = failovers.map((plan) => [
    scriptName(plan),
    scriptOf(plan, around(topology, plan)),
  ]);
  const runbooks = plansOf(setting).map((plan) => [
    `runbooks/${plan.event}-${plan.of}.md`,
    `${runbookText(plan, around(topology, plan))}\n`,
  ]);
  return {
    "README.md": readme(setting, failovers, origin),
    "system.yaml": origin.text,
    "contacts.md": `${contactsText(topology.system)}\n`,
    ...Object.fromEntries(scripts),
    ...Object.fromEntries(runbooks),
  };
}

/** How the first line of every such folder's README.md ends. */
const HEADING = ": when all else is gone";

/** Whether a README.md is that of such a folder: another folder isn't written into. */
export function isBundle(readme: string): boolean {
  return readme.split("\n")[0]?.endsWith(HEADING) === true;
}

/** Whether a path in the folder is one that some bundle has, though maybe not this one. */
export function isOfBundle(file: string): boolean {
  return /^(failover-[a-z0-9-]+-to-[a-z0-9-]+\.sh|runbooks\/[a-z0-9-]+\.md)$/.test(file);
}

/** One for each region that could take over. */
function failoversOf(setting: Setting): readonly Plan[] {
  const { primary, regions } = setting.topology;
  return Object.values(regions).flatMap(({ name, state }) => {
    if (name === primary || state !== "standing") return [];
    const { plan } = planFor(setting, { event: "region-loss", of: primary, to: name });
    return plan ? [plan] : [];
  });
}

function scriptName(plan: Plan): string {
  const to = plan.steps.flatMap(({ action }) =>
    action.kind === "describe" && typeof action.edits["primary"] === "string"
      ? [action.edits["primary"]]
      : [],
  );
  return `failover-${plan.of}-to-${to[0] ?? "nowhere"}.sh`;
}

function readme(
  { topology }: Setting,
  failovers: readonly Plan[],
  { on, revision }: Origin,
): string {
  const { system, naming, primary } = topology;
  const limits = failovers.flatMap((plan) => cannot(plan, around(topology, plan)));
  return [
    `# ${system.name}${HEADING}`,
    "",
    `Written on ${on} from revision ${revision}, for the project ${naming.project}, with ${primary} as the primary, in ${system.standby}.`,
    "Anything that has changed since isn't in here: write it anew after every change, and keep it where none of the regions is.",
    "",
    "It takes `gcloud`, logged in with the rights of whoever deploys, `bash`, `grep`, and a person who decides:",
    "",
    ...failovers.map((plan) => `    bash ${scriptName(plan)}`),
    "",
    "The script says what it is about to do, asks for typed words before it begins and wherever the plan has a person decide, looks before each step whether it is done already, and can be run again after anything.",
    "What it has begun and done stands in the folder `progress` (or `STANDBY_PROGRESS`).",
    "",
    "It can't:",
    "",
    ...[...new Set(limits)].map((limit) => `- ${limit}`),
    "",
    "Beside it: `system.yaml`, the description; `runbooks`, every plan there is, step by step; `contacts.md`, whom to call.",
    "",
  ].join("\n");
}
