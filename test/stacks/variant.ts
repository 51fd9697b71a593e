import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { checkInventory } from "../../inventory/check";
import { loadFieldRules } from "../../inventory/fields/rules";
import type { Inventory, Resource } from "../../inventory/model";
import { PROJECT, run, type Stack } from "./runs";

const read = (file: string) => fs.readFileSync(path.join(PROJECT, file), "utf8");
const rules = loadFieldRules(
  read("inventory/fields/google.tsv"),
  read("inventory/fields/declared.tsv"),
);

/** A description as plain data; what tests change in it is checked by the loader, not by types. */
export type Draft = any; // oxlint-disable-line typescript/no-explicit-any

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "standby-variants-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A shipped system, changed, as a file of its own. */
export function variant(
  system: string,
  name: string,
  change: (draft: Draft) => void = () => {},
): string {
  const draft: Draft = parse(read(`systems/${system}.yaml`));
  delete draft.overlays;
  change(draft);
  const file = path.join(folder, `${name}.yaml`);
  fs.writeFileSync(file, stringify(draft));
  return file;
}

/** The bank, changed. */
export const bank = (name: string, change: (draft: Draft) => void): string =>
  variant("online-bank", name, change);

export async function both(system: string): Promise<Readonly<Record<Stack, Inventory>>> {
  const [prod, dr] = await Promise.all([run("prod", {}, { system }), run("dr", {}, { system })]);
  for (const inventory of [prod, dr]) expectSound(inventory);
  return { prod, dr };
}

export function expectSound(inventory: Inventory): void {
  const { findings, coverage } = checkInventory(inventory, rules);
  expect(findings).toEqual([]);
  expect(coverage.none).toEqual([]);
}

/** Resources of a kind, such as `compute/uRLMap`. */
export const of = ({ resources }: Inventory, kind: string): readonly Resource[] =>
  resources.filter(({ type }) => type.startsWith(`gcp:${kind}:`) || type.endsWith(`:${kind}`));
export const one = (inventory: Inventory, kind: string, name: string) =>
  of(inventory, kind).find((resource) => resource.name === name)?.inputs;
