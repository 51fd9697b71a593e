import { type Document, Refused, type Rest } from "./rest";

/** What is at an address; nothing if there is nothing. @throws Refused */
export async function seen(rest: Rest, url: string): Promise<Document | undefined> {
  return rest.ask("GET", url).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  });
}

/** Makes something whose name was free: what is there by now was begun by an attempt whose answer was lost. */
export async function begun(rest: Rest, url: string, body: Document): Promise<void> {
  await rest.ask("POST", url, { body }).catch((error: unknown) => {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
  });
}
