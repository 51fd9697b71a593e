import { run } from "./program";

// Who reads on, as "| head" does, may stop: what was begun goes on all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

void run(process.argv.slice(2)).then((ended) => {
  if (!ended) return;
  if (ended.message) process.stderr.write(`${ended.message}\n`);
  process.exitCode = ended.code;
});
