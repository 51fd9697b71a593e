import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { MARKER, pullRequestComment } from "../report/pull-request/comment";
import { CONSENTS } from "./gate";
import { GitHubError, pullOfHead, upsertComment, type GitHubRun } from "./github";
import { Ending, EXIT } from "./outcome";
import { pullRequestIn } from "./pull-request";

interface CommentFlags {
  readonly commit: string;
  readonly run?: string;
  readonly consents?: string;
  readonly post?: boolean;
  readonly repo?: string;
  readonly pull?: string;
  readonly head?: string;
}

const EXAMPLES = `
The folder holds what .ci/pull-request wrote: before.json and after.json of standby preview --json,
preview-STACK.json of pulumi preview --json, assess-, survive-*.json, failed-STEP.txt. What isn't
there isn't shown.

Examples:
  standby comment report --commit "$(git rev-parse HEAD)"
  standby comment report --commit "$SHA" --post --repo acme/bank --pull 12
  standby comment report --commit "$SHA" --post --repo acme/bank --head fork-owner:branch

The token comes from GITHUB_TOKEN, the address of the API from GITHUB_API_URL.
Exit codes: 0 printed or posted, 2 bad input, 3 GitHub didn't take it.`;

/** `standby comment FOLDER`: what a reviewer decides from, as one comment that is brought up to date. */
export function commentCommand(): Command {
  return new Command("comment")
    .description("Write the comment of a pull request, and keep it up to date on GitHub")
    .argument("<folder>", "what the pull request's run has written")
    .requiredOption("--commit <sha>", "commit that was looked at")
    .option("--run <url>", "where the run can be looked at")
    .option(
      "--consents <file>",
      `what somebody has agreed to (default: ${CONSENTS}, if it is there)`,
    )
    .option("--post", "post it on GitHub instead of printing it")
    .option("--repo <owner/name>", "repository of the pull request")
    .option("--pull <number>", "its number")
    .option("--head <owner:branch>", "its branch, where the number isn't known: for forks")
    .addHelpText("after", EXAMPLES)
    .action(comment);
}

async function comment(folder: string, flags: CommentFlags): Promise<void> {
  const { commit, run, consents } = flags;
  const today = new Date().toISOString().slice(0, "2027-01-31".length);
  const pull = pullRequestIn(folder, {
    commit,
    today,
    ...(run ? { run } : {}),
    ...(consents ? { consents } : {}),
  });
  const body = pullRequestComment(pull);
  if (!flags.post) {
    process.stdout.write(body);
    return;
  }
  const github = gitHubOf(flags);
  try {
    const number = await numberOf(github, flags);
    if (number === undefined) {
      process.stdout.write("no open pull request has this commit as its head; nothing to say\n");
      return;
    }
    const done = await upsertComment(github, number, MARKER, body);
    process.stdout.write(`${done} the comment of #${number}\n`);
  } catch (error) {
    if (error instanceof GitHubError) throw new Ending(EXIT.inconclusive, error.message);
    throw error;
  }
}

async function numberOf(
  github: GitHubRun,
  { pull, head, commit }: CommentFlags,
): Promise<number | undefined> {
  if (pull !== undefined && /^\d+$/.test(pull)) return Number(pull);
  const [, owner, branch] = /^([^:]+):(.+)$/.exec(head ?? "") ?? [];
  if (owner && branch) return pullOfHead(github, { owner, branch, commit });
  throw new Ending(EXIT.badInput, "--post needs --pull NUMBER or --head OWNER:BRANCH");
}

function gitHubOf({ repo }: CommentFlags): GitHubRun {
  const token = process.env["GITHUB_TOKEN"] ?? "";
  const api = process.env["GITHUB_API_URL"] ?? "https://api.github.com";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repo ?? "") || token === "") {
    throw new Ending(EXIT.badInput, "--post needs --repo OWNER/NAME, and a token in GITHUB_TOKEN");
  }
  return { api, repository: repo ?? "", token, fetch, wait: (time) => sleep(time) };
}
