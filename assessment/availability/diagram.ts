import type { Structure } from "./structure";

/** A decision by one part: where to go on if it works, and if it doesn't. */
interface Decision {
  readonly part: number;
  readonly works: number;
  readonly fails: number;
}

const FALSE: number = 0;
const TRUE: number = 1;

/**
 * A structure as a reduced, ordered binary decision diagram, in which every part is decided once.
 * That makes the availability exact however often a part is shared, where a product along each way
 * would count it again and again. Source of the method: R. E. Bryant, "Graph-Based Algorithms for
 * Boolean Function Manipulation", 1986.
 */
export class Diagram {
  readonly #parts = new Map<string, number>();
  readonly #availabilities: number[] = [];
  readonly #decisions: Decision[] = [
    { part: Infinity, works: FALSE, fails: FALSE },
    { part: Infinity, works: TRUE, fails: TRUE },
  ];
  readonly #known = new Map<string, number>();
  readonly #choices = new Map<string, number>();
  readonly #root: number;

  /** @throws Error if one part is given two availabilities */
  constructor(structure: Structure) {
    this.#root = this.#build(structure);
  }

  /** The share of time in which the structure works, 0 to 1. */
  availability(): number {
    return this.#working().get(this.#root) ?? 0;
  }

  /**
   * What the structure would gain if one part never failed, by the part's id: share of time, 0 to 1.
   * Exact, since a part that stands in several places is decided once; Birnbaum's importance times
   * what the part itself is down.
   */
  gains(): ReadonlyMap<string, number> {
    const working = this.#working();
    const reached = new Map([[this.#root, 1]]);
    const gained = this.#availabilities.map(() => 0);
    // From the root on, against the order in which decisions were made: all that leads to one is before it.
    for (const [index, { part, works, fails }] of [...this.#decisions.entries()].reverse()) {
      const share = reached.get(index) ?? 0;
      if (index <= TRUE || share === 0) continue;
      const p = this.#availabilities[part] ?? 0;
      reached.set(works, (reached.get(works) ?? 0) + share * p);
      reached.set(fails, (reached.get(fails) ?? 0) + share * (1 - p));
      const difference = (working.get(works) ?? 0) - (working.get(fails) ?? 0);
      gained[part] = (gained[part] ?? 0) + share * (1 - p) * difference;
    }
    return new Map([...this.#parts].map(([id, part]) => [id, gained[part] ?? 0]));
  }

  /** By decision, the share of time in which what it leads to works. */
  #working(): ReadonlyMap<number, number> {
    const known = new Map([
      [FALSE, 0],
      [TRUE, 1],
    ]);
    // A decision refers only to earlier ones, so one pass in their order is enough.
    for (const [node, { part, works, fails }] of this.#decisions.entries()) {
      if (node <= TRUE) continue;
      const p = this.#availabilities[part] ?? 0;
      known.set(node, p * (known.get(works) ?? 0) + (1 - p) * (known.get(fails) ?? 0));
    }
    return known;
  }

  #build(structure: Structure): number {
    if (structure.is === "part") {
      return this.#decision(this.#partOf(structure.id, structure.availability), TRUE, FALSE);
    }
    return this.#atLeast(
      structure.count,
      structure.of.map((one) => this.#build(one)),
    );
  }

  /** Row by row, from the last to the first: how many of the rest have to work. */
  #atLeast(count: number, of: readonly number[]): number {
    let row: readonly number[] = Array.from({ length: count + 1 }, (_, missing) =>
      missing === 0 ? TRUE : FALSE,
    );
    for (const one of [...of].reverse()) {
      row = row.map((rest, missing) =>
        missing === 0 ? TRUE : this.#choose(one, row[missing - 1] ?? FALSE, rest),
      );
    }
    return row[count] ?? FALSE;
  }

  /** If `condition` then `yes` else `no`. */
  #choose(condition: number, yes: number, no: number): number {
    if (condition === TRUE || yes === no) return yes;
    if (condition === FALSE) return no;
    const key = `${condition} ${yes} ${no}`;
    const known = this.#choices.get(key);
    if (known !== undefined) return known;
    const top = Math.min(...[condition, yes, no].map((node) => this.#at(node).part));
    const branch = (side: "works" | "fails") => {
      const [c, y, n] = [condition, yes, no].map((node) => {
        const decision = this.#at(node);
        return decision.part === top ? decision[side] : node;
      });
      return this.#choose(c ?? FALSE, y ?? FALSE, n ?? FALSE);
    };
    const chosen = this.#decision(top, branch("works"), branch("fails"));
    this.#choices.set(key, chosen);
    return chosen;
  }

  #decision(part: number, works: number, fails: number): number {
    if (works === fails) return works;
    const key = `${part} ${works} ${fails}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#decisions.push({ part, works, fails });
    this.#known.set(key, this.#decisions.length - 1);
    return this.#decisions.length - 1;
  }

  #at(node: number): Decision {
    return this.#decisions[node] ?? { part: Infinity, works: node, fails: node };
  }

  #partOf(id: string, availability: number): number {
    const known = this.#parts.get(id);
    if (known === undefined) {
      this.#parts.set(id, this.#availabilities.length);
      return this.#availabilities.push(availability) - 1;
    }
    if (this.#availabilities[known] !== availability) {
      throw new Error(
        `"${id}" has two availabilities: ${this.#availabilities[known]} and ${availability}`,
      );
    }
    return known;
  }
}

/** The share of time in which a structure works, exactly: 0 to 1. */
export function availabilityOf(structure: Structure): number {
  return new Diagram(structure).availability();
}

/** What it would be if nothing were shared: each part counted wherever it stands. Shown where it misleads. */
export function naiveAvailabilityOf(structure: Structure): number {
  if (structure.is === "part") return structure.availability;
  // Chances that so many of those seen so far work.
  let chances = [1];
  for (const one of structure.of) {
    const p = naiveAvailabilityOf(one);
    chances = Array.from(
      { length: chances.length + 1 },
      (_, count) => (chances[count] ?? 0) * (1 - p) + (chances[count - 1] ?? 0) * p,
    );
  }
  return chances.slice(structure.count).reduce((sum, chance) => sum + chance, 0);
}
