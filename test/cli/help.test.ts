import type { Command } from "commander";
import { leaves } from "./leaves";

const all = leaves();

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

describe("every command", () => {
  it.each(all)("standby %s says by an example how it is called, and how it ends", (_, command) => {
    const help = helpOf(command);
    expect(help).toMatch(/Examples?:\n\s+(\S+ .*)?standby /);
    expect(help).toMatch(/Exit codes?: 0/);
  });

  it.each(all)("standby %s takes nothing that it doesn't know", async (_, command) => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    const asked = command.parseAsync(["--no-such-flag"], { from: "user" });
    await expect(asked).rejects.toMatchObject({ exitCode: 1 });
  });
});
