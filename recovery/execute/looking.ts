import type { DescriptionSeen, Known } from "../observed";
import type { Clock } from "./clock";
import type { Hosts } from "./hosts";
import type { Leases } from "./lease";
import { Refused, type Rest } from "./rest";

export interface Looking {
  readonly rest: Rest;
  readonly hosts: Hosts;
  readonly leases: Leases;
  readonly clock: Clock;
  /** What the description says now. */
  readonly described: () => DescriptionSeen;
}

/** One look each: it is repeated anyway, and a region that is gone must not hold it up. */
export const ONCE = { attempts: 1 };

/** One look each, at the same time. */
export async function byName<T>(
  names: readonly string[],
  look: (name: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> {
  const pairs = names.map(async (name) => [name, await look(name)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** What a look found, or that it can't be known. */
export async function known<T>(look: () => Promise<T>): Promise<Known<T>> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Refused) return "unknown";
    throw error;
  }
}
