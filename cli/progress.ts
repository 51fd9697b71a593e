/** Says what takes its time, once it takes over a second and somebody is watching; the result ends it. */
export function progress(what: string): () => void {
  if (!process.stderr.isTTY) return () => {};
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`\r${what} … ${seconds} s`);
  }, 1000);
  return () => {
    clearInterval(timer);
    process.stderr.write("\r\u001b[K");
  };
}
