import type { Service } from "../system/schema/service";

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/**
 * The version of a service's flags: the same for the same content, another for another. FNV-1a of
 * 64 bits; nothing secret hangs on it.
 */
export function flagsVersion(flags: Service["flags"]): string {
  const text = Object.keys(flags)
    .sort()
    .map((name) => JSON.stringify([name, flags[name]]))
    .join();
  let hash = BASIS;
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * PRIME);
  }
  return `v-${hash.toString(16).padStart(16, "0")}`;
}
