/** Kinds whose loss is a loss of data, or of a name or an address that people know. */
const HOLDS =
  /\$?gcp:(sql\/(databaseInstance|database|user)|storage\/bucket|firestore\/database|spanner\/(instance|database)|bigquery\/(dataset|table)|pubsub\/(topic|subscription)|compute\/(regionDisk|disk|network|globalAddress)|container\/cluster|dns\/managedZone|secretmanager\/secret):/;

/** Whether a resource holds data, by the last type in its URN. */
export function holdsData(urn: string): boolean {
  return HOLDS.test(urn.split("::")[2]?.split("$").at(-1) ?? "");
}
