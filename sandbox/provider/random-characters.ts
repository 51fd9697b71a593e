import type { JsonObject } from "../json";
import type { Bytes } from "./random";

/** The provider's own alphabets, in its order. */
const ALPHABETS = [
  { input: "upper", least: "minUpper", letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { input: "lower", least: "minLower", letters: "abcdefghijklmnopqrstuvwxyz" },
  { input: "numeric", least: "minNumeric", letters: "0123456789" },
  { input: "special", least: "minSpecial", letters: "!@#$%&*()-_=+[]{}<>:?" },
];

/** A password or string: as long as asked, with what has to be in it, and from the alphabets that are on. */
export function randomCharacters(inputs: JsonObject, bytes: Bytes): string {
  const special = inputs["overrideSpecial"];
  const alphabets = ALPHABETS.map(({ letters, ...rest }) => ({
    ...rest,
    letters: rest.input === "special" && typeof special === "string" ? special : letters,
  })).filter(({ input }) => inputs[input] !== false);
  const needed = alphabets.flatMap(({ least, letters }) =>
    draw(letters, Number(inputs[least] ?? 0), bytes),
  );
  const all = alphabets.map(({ letters }) => letters).join("");
  const rest = draw(all, Math.max(0, Number(inputs["length"]) - needed.length), bytes);
  return shuffled([...needed, ...rest], bytes).join("");
}

function draw(letters: string, count: number, bytes: Bytes): string[] {
  return Array.from({ length: count }, () => letters.charAt(number(bytes) % letters.length));
}

function shuffled(letters: readonly string[], bytes: Bytes): string[] {
  const places = letters.map((letter) => ({ letter, place: number(bytes) }));
  return places.sort((a, b) => a.place - b.place).map(({ letter }) => letter);
}

function number(bytes: Bytes): number {
  return bytes(4).readUInt32BE(0);
}
