/** What a person can do about a disk that takes nothing, by the system's code. */
const MENDED: Readonly<Record<string, string>> = {
  EACCES: "give yourself the right to read and write there",
  EDQUOT: "make room",
  EISDIR: "move that folder out of the way of the file",
  ENAMETOOLONG: "choose a shorter name",
  ENOSPC: "make room",
  ENOTDIR: "name a folder",
  EPERM: "give yourself the right to read and write there",
  EROFS: "choose a place that can be written to; STANDBY_SANDBOX names the sandbox's",
};

/** What is wrong with a disk or a folder, and the fix; nothing for any other error. */
export function diskProblem(error: unknown): string | undefined {
  const refused = systemRefusal(error);
  const fix = refused && MENDED[refused.code];
  return fix === undefined
    ? undefined
    : `${refused?.message ?? ""}: ${fix}, then run the same command again, which goes on from here`;
}

/** What the operating system has refused, by its own form of error; nothing for any other error. */
export function systemRefusal(
  error: unknown,
): { readonly code: string; readonly message: string } | undefined {
  const isOne =
    typeof error === "object" &&
    error !== null &&
    "syscall" in error &&
    "code" in error &&
    "message" in error;
  return isOne ? { code: String(error.code), message: String(error.message) } : undefined;
}
