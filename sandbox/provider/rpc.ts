import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Difference, Provider } from "../../engine/embedded/provider";
import { ProviderError } from "../../engine/embedded/provider";
import { unpacked, type Properties } from "../../engine/embedded/wire";

/** A provider that can be told to give up on what isn't answered. */
export type Served = Provider & { cancel(): void };

/**
 * Pulumi's provider protocol over one of the sandbox's providers. It takes no secrets, so the
 * engine unpacks what goes in and marks again what comes out. gRPC says "unimplemented" to the rest.
 */
export function methodsOf(provider: Served, version: string): grpc.UntypedServiceImplementation {
  return {
    ...configuring(provider, version),
    ...deciding(provider),
    ...changing(provider),
    invoke: answer(async (request: messages.InvokeRequest) => {
      const found = await provider.invoke(request.getTok(), unpacked(request.getArgs()));
      return new messages.InvokeResponse().setReturn(packed(found));
    }),
    cancel: answer(async () => {
      provider.cancel();
      return new Empty();
    }),
  };
}

function configuring(provider: Served, version: string): grpc.UntypedServiceImplementation {
  const checked = async (request: messages.CheckRequest) =>
    new messages.CheckResponse().setInputs(request.getNews());
  return {
    handshake: answer(async () => new messages.ProviderHandshakeResponse()),
    getPluginInfo: answer(async () => new PluginInfo().setVersion(version)),
    checkConfig: answer(checked),
    diffConfig: answer(async () => new messages.DiffResponse()),
    configure: answer(async (request: messages.ConfigureRequest) => {
      await provider.configure(unpacked(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
  };
}

function deciding(provider: Served): grpc.UntypedServiceImplementation {
  return {
    check: answer(async (request: messages.CheckRequest) => {
      const { inputs, failures } = await provider.check({
        urn: request.getUrn(),
        olds: request.hasOlds() ? unpacked(request.getOlds()) : undefined,
        news: unpacked(request.getNews()),
        randomSeed: Buffer.from(request.getRandomseed_asU8()).toString("hex"),
      });
      const listed = failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      return new messages.CheckResponse().setInputs(packed(inputs)).setFailuresList(listed);
    }),
    diff: answer(async (request: messages.DiffRequest) => {
      const difference = await provider.diff({
        urn: request.getUrn(),
        id: request.getId(),
        olds: unpacked(request.getOlds()),
        oldInputs: unpacked(request.getOldInputs()),
        news: unpacked(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
      });
      return differenceMessage(difference);
    }),
  };
}

function changing(provider: Served): grpc.UntypedServiceImplementation {
  return {
    create: answer(async (request: messages.CreateRequest) => {
      const { id, outputs } = await provider.create({
        urn: request.getUrn(),
        inputs: unpacked(request.getProperties()),
        preview: request.getPreview(),
      });
      return new messages.CreateResponse().setId(id).setProperties(packed(outputs));
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const found = await provider.read({
        urn: request.getUrn(),
        id: request.getId(),
        state: unpacked(request.getProperties()),
        inputs: unpacked(request.getInputs()),
      });
      if (!found) return new messages.ReadResponse(); // no id means that it is gone
      return new messages.ReadResponse()
        .setId(found.id)
        .setProperties(packed(found.outputs))
        .setInputs(packed(found.inputs));
    }),
    update: answer(async (request: messages.UpdateRequest) => {
      const outputs = await provider.update({
        urn: request.getUrn(),
        id: request.getId(),
        olds: unpacked(request.getOlds()),
        oldInputs: unpacked(request.getOldInputs()),
        news: unpacked(request.getNews()),
        preview: request.getPreview(),
      });
      return new messages.UpdateResponse().setProperties(packed(outputs));
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      await provider.delete({
        urn: request.getUrn(),
        id: request.getId(),
        state: unpacked(request.getProperties()),
        inputs: unpacked(request.getOldInputs()),
      });
      return new Empty();
    }),
  };
}

const KINDS = {
  add: messages.PropertyDiff.Kind.ADD,
  delete: messages.PropertyDiff.Kind.DELETE,
  update: messages.PropertyDiff.Kind.UPDATE,
};

function differenceMessage({ changes, replaces, deleteBeforeReplace }: Difference) {
  const places = Object.entries(changes);
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(places.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(tops(places.map(([place]) => place)))
    .setReplacesList(tops(replaces))
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const [place, change] of places) {
    const replacing = replaces.includes(place) ? 1 : 0; // each kind's replacing twin comes next
    const kind = (KINDS[change] + replacing) as messages.PropertyDiff.Kind;
    response.getDetaileddiffMap().set(place, new messages.PropertyDiff().setKind(kind));
  }
  return response;
}

/** The properties that the places are in. */
function tops(places: readonly string[]): string[] {
  return [...new Set(places.map((place) => place.split(/[.[]/)[0] ?? place))];
}

function packed(properties: Properties): Struct {
  return Struct.fromJavaScript({ ...properties });
}

function answer<Request, Response>(
  work: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    work(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(failure(error)),
    );
  };
}

/** An error as the engine reads it: with what was made before, if anything was. */
function failure(error: unknown): Partial<grpc.StatusObject> {
  const details = error instanceof Error ? error.message : String(error);
  const code = grpc.status.UNKNOWN;
  const made = error instanceof ProviderError ? error.partial : undefined;
  if (!made) return { code, details };
  const partial = new messages.ErrorResourceInitFailed()
    .setId(made.id)
    .setProperties(packed(made.outputs))
    .setReasonsList([details]);
  const detail = new Any();
  detail.pack(partial.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(code);
  status.setMessage(details);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, details, metadata };
}
