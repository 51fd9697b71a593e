/** Characters that no eye sees, that reorder what is seen, or that stand for undecodable bytes. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\uFFFD]/u;

/** A character by its code point, as `U+0430`. */
export function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * The first character outside ASCII, for text that has to be ASCII: a Cyrillic "а" looks like
 * a Latin one, so that the rule alone would leave a person staring at a name that seems right.
 */
export function strangeCharacter(text: string): string | undefined {
  return nameFirst(text, (character) => !/^[\x20-\x7e]$/.test(character));
}

/** The first character that no text may hold, line breaks and tabs apart. */
export function hiddenCharacter(text: string): string | undefined {
  return nameFirst(text, (character) => HIDDEN.test(character) && !/[\n\r\t]/.test(character));
}

function nameFirst(text: string, is: (character: string) => boolean): string | undefined {
  const characters = [...text];
  const index = characters.findIndex(is);
  return index < 0 ? undefined : `character ${index + 1} is ${codePoint(characters[index] ?? "")}`;
}
