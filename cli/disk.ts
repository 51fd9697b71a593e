/** What a person can do about a disk that takes nothing, by the system's code. */
const MENDED: Readonly<Record<string, string>> = {
  EACCES: "give yourself the right to read and write there",
  EDQUOT: "make room",
  ENOSPC: "make room",
  ENOTDIR: "name a folder",
  EPERM: "give yourself the right to read and write there",
  EROFS: "choose a place that can be written to; STANDBY_SANDBOX names the sandbox's",
};

/** What is wrong with a disk or a folder, and the fix; nothing for any other error. */
export function diskProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return undefined;
  const fix = MENDED[String(error.code)];
  return fix === undefined
    ? undefined
    : `${error.message}: ${fix}, then run the same command again, which goes on from here`;
}
