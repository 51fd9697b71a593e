import type * as engine from "@pulumi/pulumi/proto/engine_pb";
import type { Inventory } from "../../inventory/model";
import { readProject, withDefaults } from "../project";
import { googleAutoNames, type AutoNames } from "./auto-name";
import { runProcess, type ExitCode } from "./child";
import type { Diagnostic, Severity } from "./diagnostics";
import { unary } from "./grpc";
import { Monitor } from "./monitor";
import { Registry } from "./registry";
import { loadSdk, type Sdk } from "./sdk";

const MAX_MESSAGE = 400 * 1024 * 1024; // as the SDK's own limit

/** One run of a stack's program. */
export interface ProgramRun {
  /** The project's folder, which holds `Pulumi.yaml`. */
  readonly dir: string;
  readonly stack: string;
  /** Values by full key, such as `gcp:project`, as text; the project's defaults are added. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` that the program gets as secrets. */
  readonly secretKeys?: readonly string[];
  /** This engine only previews. */
  readonly dryRun?: true;
  /** Kills the program. */
  readonly signal?: AbortSignal;
  /**
   * Which kinds of resources get a made-up name.
   * @default googleAutoNames()
   */
  readonly autoNames?: AutoNames;
}

/** What came of a run. */
export interface ProgramResult {
  /** All that was registered, as far as the program came. */
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the program or the engine reported an error: the inventory is incomplete then. */
  readonly failed: boolean;
}

/**
 * Previews a stack without the Pulumi CLI, credentials, state or network: the unmodified program
 * runs in a process of its own and registers its resources with this one.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  run.signal?.throwIfAborted();
  const project = readProject(run.dir);
  const sdk = loadSdk(project.dir);
  const registry = new Registry(project.name, run.stack);
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  // After an error of the engine's own the program is cut off: left alone, it would complain of it at length.
  const cutOff = new AbortController();
  const fail = (diagnostic: Diagnostic) => {
    report(diagnostic);
    cutOff.abort();
  };
  const monitor = new Monitor(sdk, registry, run.autoNames ?? googleAutoNames(), fail);
  const server = new sdk.grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE });
  server.addService(sdk.monitorService, monitor.methods());
  server.addService(sdk.engineService, engineMethods(sdk, report));
  try {
    const exitCode = await runProcess({
      project,
      stack: run.stack,
      runScript: sdk.runScript,
      address: await listen(sdk, server),
      config: withDefaults(project, run.config),
      secretKeys: run.secretKeys ?? [],
      signal: AbortSignal.any([cutOff.signal, ...(run.signal ? [run.signal] : [])]),
      onLine: (severity, message) => report({ severity, message }),
    });
    run.signal?.throwIfAborted();
    diagnostics.push(...unexplained(exitCode, diagnostics));
  } finally {
    monitor.close();
    server.forceShutdown();
  }
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return { inventory: registry.inventory(), diagnostics, failed };
}

/** The part of the engine that takes messages and remembers the root. */
function engineMethods(sdk: Sdk, report: (diagnostic: Diagnostic) => void) {
  const { LogSeverity, GetRootResourceResponse, SetRootResourceResponse } = sdk.engine;
  const severities: Readonly<Record<number, Severity>> = {
    [LogSeverity.INFO]: "info",
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
  };
  let root = "";
  return {
    log: unary((request: engine.LogRequest) => {
      const severity = severities[request.getSeverity()];
      const urn = request.getUrn();
      if (severity !== undefined && !request.getEphemeral()) {
        report({ severity, message: request.getMessage(), ...(urn === "" ? {} : { urn }) });
      }
      return new sdk.Empty();
    }),
    getRootResource: unary(() => new GetRootResourceResponse().setUrn(root)),
    setRootResource: unary((request: engine.SetRootResourceRequest) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    // A program may ask for a version of the CLI; there is none here to be too old.
    requirePulumiVersion: unary(() => new sdk.engine.RequirePulumiVersionResponse()),
  };
}

function listen(sdk: Sdk, server: InstanceType<Sdk["grpc"]["Server"]>): Promise<string> {
  return new Promise((resolve, reject) => {
    const credentials = sdk.grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}

/** A failure that nothing has reported yet, such as a crash or an entry point that isn't there. */
function unexplained(exitCode: ExitCode, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (exitCode === 0 || diagnostics.some(({ severity }) => severity === "error")) return [];
  const written = diagnostics.filter(({ severity }) => severity === "info#err");
  const last = written.slice(-20).map(({ message }) => message);
  const ending = exitCode === null ? "was killed" : `ended with exit code ${exitCode}`;
  return [{ severity: "error", message: [`the program ${ending}`, ...last].join("\n") }];
}
