import type * as grpc from "@grpc/grpc-js";

const UNKNOWN_CODE = 2; // grpc.status.UNKNOWN, what a Go engine answers with for a plain error

/** A call that is answered with a message for the user instead of a result. */
export class Refusal extends Error {
  readonly code: number;

  constructor(message: string, code: number = UNKNOWN_CODE) {
    super(message);
    this.code = code;
  }
}

/** Turns a function into the handler of a call that takes one message and answers with one. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => {
          const code = error instanceof Refusal ? error.code : UNKNOWN_CODE;
          const message = error instanceof Error ? error.message : String(error);
          callback({ code, details: message, message });
        },
      );
  };
}

const UNAVAILABLE = 14; // grpc.status.UNAVAILABLE

/** What a program is told that goes on after the engine has stopped. */
export function shutDown(): Refusal {
  return new Refusal("resource monitor shut down", UNAVAILABLE);
}
