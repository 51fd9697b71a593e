import type { Happening, Untold } from "./events";

/** What is rehearsed of a system, and what can't be, with what is said about it. */
export interface Rehearsed {
  readonly drilled: readonly Happening[];
  readonly untold: readonly Untold[];
}

const NO_ROWS = /nobody writes rows into it in the sandbox/;
const WORKERS = /workers take tasks from a queue, and nobody sends any/;
const NOT_CALLED = /is not one of/;

/** In hot the disk has a copy, which is rehearsed by itself in `disk.test.ts`. */
const OF_DISK: Happening = ["region-loss", "us-central1"];

/** What is rehearsed of a system in one mode. */
export function rehearsedIn(system: string, mode: "cold" | "warm" | "hot"): Rehearsed {
  const { drilled, untold } = REHEARSED[system] ?? { drilled: [], untold: [] };
  const hasSnapshot = system === "api-platform" && mode !== "hot";
  return { drilled: hasSnapshot ? [OF_DISK, ...drilled] : drilled, untold };
}

/** In every mode; an event that happens to several alike is rehearsed on one of them. */
export const REHEARSED: Readonly<Record<string, Rehearsed>> = {
  "online-bank": {
    drilled: [
      ["region-loss", "us-central1"],
      ["region-loss", "us-east1"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "accounts-db"],
      ["data-deletion", "products-db"],
      ["bad-release", "web"],
      ["bad-release", "accounts"],
      ["dependency-loss", "accounts"],
      ["overload", "web"],
    ],
    untold: [
      ["data-deletion", "documents", NO_ROWS],
      ["dependency-loss", "web", NOT_CALLED],
    ],
  },
  "click-travel": {
    drilled: [
      ["region-loss", "us-central1"],
      ["region-loss", "europe-west2"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "orders-db"],
      ["data-deletion", "inventory-db"],
      ["data-deletion", "analytics-db"],
      ["bad-release", "ui"],
      ["dependency-loss", "inventory"],
      ["overload", "orders"],
    ],
    untold: [
      ["data-deletion", "uploads", NO_ROWS],
      ["dependency-loss", "analytics", NOT_CALLED],
    ],
  },
  "shop-smart": {
    drilled: [
      ["region-loss", "us-central1"],
      ["region-loss", "us-east1"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "ratings"],
      ["data-deletion", "orders"],
      ["bad-release", "checkout"],
      ["dependency-loss", "catalogue"],
      ["overload", "checkout"],
    ],
    untold: [["dependency-loss", "checkout", NOT_CALLED]],
  },
  "api-platform": {
    drilled: [
      ["region-loss", "us-east1"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "platform-db"],
      ["bad-release", "api"],
      ["dependency-loss", "files"],
      ["overload", "api"],
    ],
    untold: [
      ["data-deletion", "tasks", NO_ROWS],
      ["data-deletion", "volume", NO_ROWS],
      ["data-deletion", "uploads", NO_ROWS],
      ["bad-release", "workers", WORKERS],
      ["dependency-loss", "api", NOT_CALLED],
      ["overload", "workers", NOT_CALLED],
    ],
  },
};
