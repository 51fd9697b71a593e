/** Somebody who asks for names: what was answered is kept for as long as its TTL allows. */
export interface Client {
  /** What its cache is kept under. */
  readonly id: string;
  readonly region: string;
  /** Whether it stands in the system's network, and so sees private zones. */
  readonly inside: boolean;
}
