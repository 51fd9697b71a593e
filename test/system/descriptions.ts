import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSystem, type Source } from "../../system/load";
import type { Problem } from "../../system/problem";
import type { Relation } from "../../system/relation";
import type { System } from "../../system/schema/system";

/** The shipped online bank. */
export const bank = readFileSync(join(__dirname, "../../systems/online-bank.yaml"), "utf8");

/** The least that is a description; tests put one thing wrong in it. */
export const shop = `name: shop
regions:
  us-central1: { zones: [a, b] }
  us-east1: { zones: [b, c] }
home: us-central1
primary: us-central1
standby: warm
domain: shop.example.com
hostImage: projects/cos-cloud/global/images/cos-121-18867-90-59
services:
  web:
    tier: critical
    placement: multi-region
    public: { paths: [/*] }
    load: { peak: 100 rps, perInstance: 50 rps }
    runs:
      on: instances
      machineType: e2-small
      image: us-docker.pkg.dev/shop/apps/web@sha256:${"0123456789abcdef".repeat(4)}
      port: 8080
      bootTime: 60 seconds
    health: { liveness: /livez, readiness: /readyz }
    uses: [orders-db]
data:
  orders-db:
    kind: cloud-sql
    version: POSTGRES_16
    tier: db-custom-2-7680
    size: 20 GB
    recoveryWindow: 7 days
`;

/** A description with one piece of text replaced; the piece must be there, once or more. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The description has no "${from}".`);
  return text.replace(from, () => to);
}

/** The system in a text that is right. */
export function systemOf(source: string | Omit<Source, "path">): System {
  const loaded = load(source);
  if ("problems" in loaded) throw new Error(lines(loaded.problems).join("\n"));
  return loaded.system;
}

/** Problems of a text as `path:line message`; none if it is right. */
export function problemsOf(
  source: string | Omit<Source, "path">,
  relations: readonly Relation[] = [],
): string[] {
  const loaded = load(source, relations);
  return "problems" in loaded ? lines(loaded.problems) : [];
}

function load(source: string | Omit<Source, "path">, relations: readonly Relation[] = []) {
  const rest = typeof source === "string" ? { text: source } : source;
  return loadSystem({ path: "test.yaml", ...rest }, relations);
}

function lines(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ path, line, whatIf, message }) => `${path}:${whatIf ? "what-if" : line} ${message}`,
  );
}
