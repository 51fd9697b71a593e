/** How a shell's command ends that was interrupted: 128 and the signal's number. */
const INTERRUPTED = 130;

/**
 * Ends the work in order on Ctrl-C, which takes as long as the calls that are under way; a second
 * Ctrl-C ends the process at once. What is returned forgoes it.
 */
export function onInterrupt(work: () => void): () => void {
  let asked = false;
  const interrupt = () => {
    if (asked) process.exit(INTERRUPTED);
    asked = true;
    process.stderr.write(
      "\nending what is under way; Ctrl-C again stops at once, and the CLI then leaves a lock " +
        "(docs/operate.md)\n",
    );
    work();
  };
  process.on("SIGINT", interrupt);
  return () => void process.off("SIGINT", interrupt);
}
