/** The key by which Pulumi tells apart objects that stand for something JSON can't say. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

// What one engine adds and another doesn't: hashes of assets, marks of the SDK's classes.
const ADDED = new Set(["hash", "__pulumiAsset", "__pulumiArchive"]);

/**
 * A signed object (see `SIGNATURE`) without what depends on the engine that wrote it: of a
 * reference to a resource its URN, of an asset where its content is. Other objects as they are.
 */
export function plainSigned<Value>(
  object: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const signature = object[SIGNATURE];
  if (signature === undefined) return object;
  const kept = Object.entries(object).filter(([key]) =>
    signature === REFERENCE ? key === SIGNATURE || key === "urn" : !ADDED.has(key),
  );
  return Object.fromEntries(kept);
}
