import { type Planned, planFor } from "./plan-for";
import type { Setting } from "./setting";
import { withPrimary } from "./switchover";

/** What was under way when a region was lost. */
export interface Unfinished {
  /** The region that writers may have been moved to by it: of a switchover or a failover. */
  readonly towards?: string;
}

/**
 * The plan for a region that is lost in the middle of something else: it is carried out instead, under
 * the lease that is held already.
 *
 * What was under way may have moved any of the writers to the lost region, whatever the description
 * says, so that is planned for as the primary; of a writer that has not moved, nothing is to be done.
 *
 * @param to region that shall take over; left out: the first that stands by
 */
export function lossDuring(
  setting: Setting,
  { towards }: Unfinished,
  lost: string,
  to?: string,
): Planned {
  const { topology } = setting;
  const { primary } = topology;
  const mayWrite = towards === lost && primary !== lost;
  return mayWrite
    ? planFor(
        { ...setting, topology: withPrimary(topology, lost) },
        { event: "region-loss", of: lost, to: primary },
      )
    : planFor(setting, { event: "region-loss", of: lost, ...(to === undefined ? {} : { to }) });
}
