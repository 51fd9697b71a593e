/** Words that would reach into JavaScript's own objects if they were used as keys. */
export function isReserved(word: string): boolean {
  return word === "prototype" || word in Object.prototype;
}
