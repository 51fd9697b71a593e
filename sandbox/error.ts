/** How the cloud refuses a call: an HTTP status, Google's reason, and a sentence. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** The call gets no answer: a face keeps its caller waiting until the caller gives up. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

export const notFound = (what: string) =>
  new CloudError(404, "notFound", `The resource '${what}' was not found`);

export const alreadyExists = (what: string) =>
  new CloudError(409, "alreadyExists", `The resource '${what}' already exists`);

export const inUse = (what: string, by: string) =>
  new CloudError(
    400,
    "resourceInUseByAnotherResource",
    `The resource '${what}' is already being used by '${by}'`,
  );

export const invalid = (message: string) => new CloudError(400, "invalid", message);

export const conflict = (reason: string, message: string) => new CloudError(409, reason, message);

export const containerNotEmpty = (what: string, holds: string) =>
  new CloudError(
    400,
    "containerNotEmpty",
    `The resource '${what}' cannot be deleted: it contains '${holds}'`,
  );

export const forbidden = (reason: string, message: string) => new CloudError(403, reason, message);

export const unavailable = (where: string) =>
  new CloudError(503, "backendError", `Service unavailable in ${where}`);
