import type { Happening, Untold } from "./events";

/** What is rehearsed of a system, and what can't be, with what is said about it. */
export interface Rehearsed {
  readonly drilled: readonly Happening[];
  readonly untold: readonly Untold[];
}

const WORKERS = /workers take tasks from a queue, and nobody sends any/;
const NOT_CALLED = /is not one of/;

/** In every mode; an event that happens to several alike is rehearsed on one of them. */
export const REHEARSED = {
  "online-bank": {
    drilled: [
      ["region-loss", "us-central1"],
      ["region-loss", "us-east1"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "accounts-db"],
      ["data-deletion", "products-db"],
      ["data-deletion", "documents"],
      ["bad-release", "web"],
      ["bad-release", "accounts"],
      ["dependency-loss", "accounts"],
      ["overload", "web"],
    ],
    untold: [["dependency-loss", "web", NOT_CALLED]],
  },
  "click-travel": {
    drilled: [
      ["region-loss", "us-central1"],
      ["region-loss", "europe-west2"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "orders-db"],
      ["data-deletion", "inventory-db"],
      ["data-deletion", "analytics-db"],
      ["data-deletion", "uploads"],
      ["bad-release", "ui"],
      ["dependency-loss", "inventory"],
      ["overload", "orders"],
    ],
    untold: [["dependency-loss", "analytics", NOT_CALLED]],
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
      ["region-loss", "us-central1"],
      ["region-loss", "us-east1"],
      ["zone-loss", "us-central1-a"],
      ["data-deletion", "platform-db"],
      ["data-deletion", "tasks"],
      ["data-deletion", "volume"],
      ["data-deletion", "uploads"],
      ["bad-release", "api"],
      ["dependency-loss", "files"],
      ["overload", "api"],
    ],
    untold: [
      ["bad-release", "workers", WORKERS],
      ["dependency-loss", "api", NOT_CALLED],
      ["overload", "workers", NOT_CALLED],
    ],
  },
} satisfies Readonly<Record<string, Rehearsed>>;
