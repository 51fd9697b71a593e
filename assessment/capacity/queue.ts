/**
 * Queues in closed form: servers that work on one request each, requests at random, work that takes
 * exponentially long. Loads are in busy servers: what comes in a second times how long each takes.
 * Formula: A. K. Erlang, 1917; as in L. Kleinrock, "Queueing Systems", volume 1, 1975.
 */

/** The chance that a request has to wait, 0 to 1; 1 where more comes than can ever be done. */
export function waits(servers: number, busy: number): number {
  if (busy >= servers) return 1;
  // Erlang B, from none upwards, so that no factorial overflows.
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (busy * blocked) / (n + busy * blocked);
  return blocked / (1 - (busy / servers) * (1 - blocked));
}

/** How long a request waits on average, in units of the time that work on one takes. */
export function meanWait(servers: number, busy: number): number {
  return busy >= servers ? Infinity : waits(servers, busy) / (servers - busy);
}

/** The fewest servers of which a request finds one free with this chance, 0 to 1 exclusively. */
export function leastServers(busy: number, free: number): number {
  let servers = Math.floor(busy) + 1;
  while (1 - waits(servers, busy) < free) servers += 1;
  return servers;
}
