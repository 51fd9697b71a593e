/** Has a disk's refusal name its file where the system doesn't, as for writes to what is open. */
export function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "syscall" in error && !("path" in error)) {
      Object.assign(error, { path: file, message: `${error.message} '${file}'` });
    }
    throw error;
  }
}
