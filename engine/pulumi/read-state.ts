import { isRecord } from "../config";
import { EngineError } from "../deployer";
import { findPulumi, runCli } from "./cli";
import { refusing } from "./refusing-proxy";

/** What a state holds, in counts, and what opens it. Nothing of its values is kept. */
export interface StateSeen {
  /** As `pulumi whoami` says it. */
  readonly backend: string;
  readonly secrets: string;
  readonly read:
    | {
        readonly resources: number;
        readonly sealed: number;
        readonly opened: number;
        readonly pending: number;
      }
    | string;
  readonly hosts?: { readonly asked: readonly string[]; readonly refused: readonly string[] };
}

interface Reading {
  readonly dir: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly stack: string;
  /** Region whose endpoints are refused meanwhile. */
  readonly without: string;
}

const PROXIES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/** What the engine marks a secret by: sdk/go/common/resource, SigKey and SecretSig. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Has the Pulumi CLI read a stack's state and open all of its secrets, with the endpoints of one
 * region refused. A machine that has a proxy already is not watched. @throws EngineError without a CLI
 */
export async function readState({ dir, env, stack, without }: Reading): Promise<StateSeen> {
  const pulumi = findPulumi(env["PATH"] ?? "");
  if (pulumi === undefined) {
    throw new EngineError(
      `"pulumi" is not on the PATH; install it from https://www.pulumi.com/docs/install`,
    );
  }
  const proxy = PROXIES.some((name) => env[name]) ? undefined : await refusing(without);
  try {
    const watched = proxy ? { ...env, HTTPS_PROXY: proxy.url } : env;
    const cli = (...words: string[]) =>
      runCli(pulumi, [...words, "--non-interactive", "--color", "never"], { dir, env: watched });
    const who = await cli("whoami", "--json");
    const kept = await cli("stack", "export", "--stack", stack);
    const open = await cli("stack", "export", "--stack", stack, "--show-secrets");
    const failed = [who, kept, open].find(({ code }) => code !== 0);
    const deployment = inner(kept.stdout, "deployment");
    return {
      backend: textIn(parsed(who.stdout), "url") ?? "unknown",
      secrets: providerOf(deployment),
      read: failed
        ? firstLine(failed.stderr)
        : counted(deployment, inner(open.stdout, "deployment")),
      ...(proxy ? { hosts: { asked: proxy.asked(), refused: proxy.refused() } } : {}),
    };
  } finally {
    await proxy?.close();
  }
}

/** The key's address; else what kind of thing opens it. */
function providerOf(deployment: unknown): string {
  const provider = isRecord(deployment) ? deployment["secrets_providers"] : undefined;
  const state = isRecord(provider) ? provider["state"] : undefined;
  return textIn(state, "url") ?? textIn(provider, "type") ?? "nothing";
}

function counted(kept: unknown, open: unknown) {
  return {
    resources: listIn(kept, "resources"),
    sealed: secretsIn(kept, "ciphertext"),
    opened: secretsIn(open, "plaintext"),
    pending: listIn(kept, "pending_operations"),
  };
}

/** How many secrets in a document are in that form. */
function secretsIn(value: unknown, form: string): number {
  if (Array.isArray(value)) return sum(value.map((one: unknown) => secretsIn(one, form)));
  if (!isRecord(value)) return 0;
  if (value[SIGNATURE] === SECRET) return typeof value[form] === "string" ? 1 : 0;
  return sum(Object.values(value).map((one) => secretsIn(one, form)));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function listIn(value: unknown, key: string): number {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.length : 0;
}

function textIn(value: unknown, key: string): string | undefined {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === "string" ? text : undefined;
}

function inner(text: string, key: string): unknown {
  const document = parsed(text);
  return isRecord(document) ? document[key] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of what the CLI says, the error: it holds no values of the state. */
function firstLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.find((line) => line.startsWith("error:")) ?? lines[0] ?? "the CLI says nothing";
}
