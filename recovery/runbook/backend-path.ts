/** A group's link from its place on: hosts and versions of links differ. */
export function backendPath(link: string): string {
  return /\/(?:regions|zones)\/.+$/.exec(link)?.[0] ?? link;
}
