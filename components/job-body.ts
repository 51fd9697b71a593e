/** The body of a scheduled call: Cloud Scheduler takes it in base64. */
export function encodeBody(body: object): string {
  return Buffer.from(JSON.stringify(body)).toString("base64");
}
