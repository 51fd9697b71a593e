import { Ending, EXIT } from "./outcome";

/** Headers that say to Google who asks, fresh for each request. */
export type Authorize = (anew?: boolean) => Promise<Readonly<Record<string, string>>>;

/**
 * The credentials that Google's own tools find: a variable's, gcloud's, or the machine's. Looked for
 * at once, so that a command ends before it has begun where there are none.
 */
export async function googleCredentials(): Promise<Authorize> {
  // Loaded here: it costs half a second, and the sandbox needs none.
  const { GoogleAuth } = await import("google-auth-library");
  const auth = new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" });
  const client = await auth.getClient().catch((error: unknown) => {
    const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Ending(EXIT.badInput, `${NOBODY}\n  ${why}`);
  });
  return async (anew = false) => {
    // A token that was refused counts as run out, whatever it says of itself.
    if (anew) client.setCredentials({ ...client.credentials, access_token: null, expiry_date: 1 });
    return Object.fromEntries(await client.getRequestHeaders());
  };
}

const NOBODY =
  "nobody is logged in to Google Cloud, so nothing could be looked at and nothing was done; " +
  'run "gcloud auth application-default login", name a key or federation file in ' +
  "GOOGLE_APPLICATION_CREDENTIALS, or add --sandbox to rehearse without an account";
