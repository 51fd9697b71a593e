import path from "node:path";
import { run } from "../../cli/program";

const NODE = path.dirname(process.execPath);

/**
 * Runs the command within this process, with no Pulumi CLI: many of them in the time that one process
 * takes to begin. What is no ending but a flaw is thrown, as a process would show its stack.
 */
export async function inProcess(args: readonly string[], env: Record<string, string> = {}) {
  const written = { stdout: "", stderr: "" };
  const caught = (["stdout", "stderr"] as const).map((name) =>
    jest.spyOn(process[name], "write").mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  const before = { ...process.env };
  Object.assign(process.env, { PATH: `${NODE}:/nowhere`, NO_COLOR: "1" }, env);
  try {
    const ended = await run(args);
    return {
      status: ended?.code ?? 0,
      stdout: written.stdout,
      stderr: `${written.stderr}${ended?.message ?? ""}`,
    };
  } finally {
    process.env = before;
    caught.forEach((spy) => spy.mockRestore());
  }
}
