import type * as engine from "@pulumi/pulumi/proto/engine_pb";
import { readProject, withDefaults } from "../project";
import { Callbacks } from "./callbacks";
import { runProcess, type ExitCode, type RunProcess } from "./child";
import { hasFailed, type Diagnostic, type Severity } from "./diagnostics";
import { unary } from "./grpc";
import { ProgramHooks, type RunHooks } from "./hooks";
import { Monitor } from "./monitor";
import type { Registrar } from "./registrar";
import { Registry } from "./registry";
import { loadSdk, type Sdk } from "./sdk";

const MAX_MESSAGE = 400 * 1024 * 1024; // as the SDK's own limit

/** One run of a stack's program. */
export interface StackProgram {
  /** The project's folder, which holds `Pulumi.yaml`. */
  readonly dir: string;
  readonly stack: string;
  /** Values by full key, such as `gcp:project`, as text; the project's defaults are added. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` that the program gets as secrets. */
  readonly secretKeys?: readonly string[];
  /** Kills the program. */
  readonly signal?: AbortSignal;
  /** @default runProcess: a process of its own for each run */
  readonly runProcess?: RunProcess;
}

/** What a registrar may use of the engine that serves it. */
export interface Session {
  readonly registry: Registry;
  readonly config: Readonly<Record<string, string>>;
  readonly runHooks: RunHooks;
  readonly report: (diagnostic: Diagnostic) => void;
  /**
   * Ends the program. After an error of the engine's own it has to be cut off: left alone, it would
   * complain of it at length.
   */
  readonly cutOff: () => void;
}

/** What came of a run. */
export interface Served {
  readonly registry: Registry;
  readonly diagnostics: Diagnostic[];
}

/** Runs a program in another process, which registers its resources with a registrar of this one. */
export async function serve(
  run: StackProgram,
  dryRun: boolean,
  registrarOf: (session: Session) => Registrar,
): Promise<Served> {
  run.signal?.throwIfAborted();
  const project = readProject(run.dir);
  const sdk = loadSdk(project.dir);
  const registry = new Registry(project.name, run.stack);
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const ending = new AbortController();
  const callbacks = new Callbacks(sdk);
  const hooks = new ProgramHooks(sdk, callbacks, dryRun, report);
  const config = withDefaults(project, run.config);
  const cutOff = () => ending.abort();
  const session = { registry, config, runHooks: hooks.run, report, cutOff };
  const monitor = new Monitor(sdk, registry, registrarOf(session), hooks, callbacks);
  const server = new sdk.grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE });
  server.addService(sdk.monitorService, monitor.methods());
  server.addService(sdk.engineService, engineMethods(sdk, report));
  try {
    const exitCode = await (run.runProcess ?? runProcess)({
      project,
      stack: run.stack,
      runScript: sdk.runScript,
      address: await listen(sdk, server),
      config,
      secretKeys: run.secretKeys ?? [],
      dryRun,
      signal: AbortSignal.any([ending.signal, ...(run.signal ? [run.signal] : [])]),
      onLine: (severity, message) => report({ severity, message }),
    });
    run.signal?.throwIfAborted();
    diagnostics.push(...unexplained(exitCode, diagnostics));
  } finally {
    monitor.close();
    server.forceShutdown();
  }
  return { registry, diagnostics };
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
  if (exitCode === 0 || hasFailed(diagnostics)) return [];
  const written = diagnostics.filter(({ severity }) => severity === "info#err");
  const last = written.slice(-20).map(({ message }) => message);
  const ending = exitCode === null ? "was killed" : `ended with exit code ${exitCode}`;
  return [{ severity: "error", message: [`the program ${ending}`, ...last].join("\n") }];
}
