import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { BANK, PROJECT } from "./project";

type Json = Record<string, unknown>;

/** The parts of the online bank's description that are multiplied. */
interface Bank extends Json {
  readonly services: { readonly web: Json; readonly accounts: Json };
  readonly objectives: readonly { readonly of: string }[];
}

/** How many services the description has before it is multiplied. */
export const PAIR = 2;

/**
 * The online bank with its public service and an internal one so many times: `web-1` with
 * `accounts-1`, `web-2` with `accounts-2` and so on. Its third service is left out, because a
 * description takes at most 100 services; overlays, which a preview only checks, are too.
 */
export function bankTimes(times: number): string {
  const { overlays: _, services, objectives, ...rest } = readBank();
  const numbers = Array.from({ length: times }, (_, index) => index + 1);
  const pair = (n: number): [string, Json][] => [
    [`web-${n}`, webService(services.web, n)],
    [`accounts-${n}`, services.accounts],
  ];
  const copies = (objective: Bank["objectives"][number]) => {
    if (objective.of === "products") return [];
    const isService = objective.of in services;
    return isService
      ? numbers.map((n) => ({ ...objective, of: `${objective.of}-${n}` }))
      : [objective];
  };
  return written({
    ...rest,
    services: Object.fromEntries(numbers.flatMap(pair)),
    objectives: objectives.flatMap(copies),
  });
}

/** The first takes all paths that no other takes. */
function webService(web: Json, n: number): Json {
  return {
    ...web,
    public: { paths: [n === 1 ? "/*" : `/web-${n}/*`] },
    dependsOn: [{ service: `accounts-${n}`, as: "soft", degraded: "no balances", loses: "70 %" }],
  };
}

const VARIABLES = 80;

/**
 * A description that is right and of about this size: 90 more services, each with 80 long variables
 * in its environment. Fewer and longer ones would be quicker to read; more would be too many values.
 */
export function largeBank(characters: number): string {
  const { services, ...rest } = readBank();
  const description = (value: string) => {
    const names = Array.from({ length: VARIABLES }, (_, index) => `VARIABLE_${index}`);
    const env = Object.fromEntries(names.map((name) => [name, value]));
    const more = Array.from({ length: 90 }, (_, index) => [
      `accounts-${index + 1}`,
      { ...services.accounts, env },
    ]);
    return written({ ...rest, services: { ...services, ...Object.fromEntries(more) } });
  };
  const missing = characters - description("v").length;
  return description("v".repeat(Math.floor(missing / 90 / VARIABLES)));
}

/** Each copy in full: descriptions know no aliases. */
function written(description: Json): string {
  return stringify(description, { aliasDuplicateObjects: false });
}

function readBank(): Bank {
  return parse(readFileSync(path.join(PROJECT, BANK), "utf8")) as Bank; // checked by whoever reads what is made of it
}
