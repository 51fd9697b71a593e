import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PreviewDigest } from "../../../inventory/preview-json";
import { readPreview, type GatedPreview } from "../../../policy/gate/change";
import { gate, type GateCase, type GateResult } from "../../../policy/gate/gate";
import { shortUrn } from "../../../report/gate";
import type { Case } from "./cases";
import type { GateStage } from "./stage";
import { trimmed, written } from "./trim";

export const CORPUS = path.join(__dirname, "../../golden/gate");

/** The committed previews, by the names of their files without an ending. */
export function corpusFiles(): readonly string[] {
  return readdirSync(CORPUS)
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

export function corpusPreview(name: string): GatedPreview {
  return readPreview(name, JSON.parse(readFileSync(path.join(CORPUS, `${name}.json`), "utf8")));
}

/** Nobody has agreed to anything, and no recovery is going on. */
export const PLAIN: GateCase = {
  consents: [],
  recoveries: [],
  days: { first: "2026-11-07", last: "2026-11-21" },
};

/** What is said, a line each: `data-deleted prod Bucket documents path`. */
export function said({ verdict, refusals, unclear }: GateResult): readonly string[] {
  return [
    verdict,
    ...refusals.map(({ rule, urn, path: at }) => [rule, shortUrn(urn), at].join(" ").trim()),
    ...new Set(unclear.map((line) => `? ${line.split(":")[1]?.trim()}`)),
  ];
}

/** Writes what a case's previews show, as far as the gate reads it. Returns the names of the files. */
export async function record(stage: GateStage, asked: Case): Promise<readonly string[]> {
  mkdirSync(CORPUS, { recursive: true });
  const previews = await stage.previews(asked);
  return [...previews].map(([stack, digest]) => {
    const name = [stage.label, asked.name, stack].join(".");
    writeFileSync(path.join(CORPUS, `${name}.json`), written(unharmed(name, digest)));
    return name;
  });
}

/** Trimmed. Throws if the gate says otherwise of what is left than of the whole. */
export function unharmed(name: string, digest: PreviewDigest): PreviewDigest {
  const small = trimmed(digest);
  const [whole, left] = [digest, small].map((one) =>
    JSON.stringify(said(gate([readPreview(name, one)], PLAIN))),
  );
  if (whole !== left) throw new Error(`${name}: trimming changes ${whole} to ${left}`);
  return small;
}
