import { mkdirSync } from "node:fs";
import path from "node:path";
import { PASSPHRASE } from "./deployer";
import type { SandboxFolder } from "./folder";
import { SANDBOX_VARIABLE } from "./provider/serve";

/** What leads to an account, or to states that are somebody's: none of it gets into the sandbox. */
const LEFT_OUT = /^(GOOGLE_|GCLOUD_|CLOUDSDK_|PULUMI_|GCE_|KUBE|AWS_|AZURE_|ARM_)/;

/**
 * The environment for the real CLI in a sandbox: its providers, its states and its home are in the
 * sandbox's folder, and no credentials of a real account are left.
 */
export function sandboxEnvironment(
  { folder, store }: SandboxFolder,
  env: Readonly<NodeJS.ProcessEnv>,
): NodeJS.ProcessEnv {
  const [states, home] = [path.join(folder, "pulumi"), path.join(folder, "home")];
  mkdirSync(states, { recursive: true });
  mkdirSync(home, { recursive: true });
  const kept = Object.entries(env).filter(([name]) => !LEFT_OUT.test(name));
  return {
    ...Object.fromEntries(kept),
    // Google's libraries look for credentials here, and nowhere else.
    CLOUDSDK_CONFIG: path.join(home, "gcloud"),
    GOOGLE_APPLICATION_CREDENTIALS: path.join(home, "none.json"),
    KUBECONFIG: path.join(home, "none.yaml"),
    PATH: [path.join(__dirname, "bin"), env["PATH"] ?? ""].join(path.delimiter),
    PULUMI_BACKEND_URL: bucketOfSandbox(env) ?? `file://${states}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_HOME: home,
    // What a client library sends to the stand-in: nobody looks at it.
    ...(bucketOfSandbox(env) ? { GOOGLE_OAUTH_ACCESS_TOKEN: "sandbox" } : {}),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    [SANDBOX_VARIABLE]: store,
  };
}

/** A bucket that isn't Google's: the client libraries ask whoever is named there instead. */
function bucketOfSandbox(env: Readonly<NodeJS.ProcessEnv>): string | undefined {
  const backend = env["PULUMI_BACKEND_URL"] ?? "";
  const isLocal = /^(127\.0\.0\.1|localhost):\d+$/.test(env["STORAGE_EMULATOR_HOST"] ?? "");
  return isLocal && backend.startsWith("gs://") ? backend : undefined;
}
