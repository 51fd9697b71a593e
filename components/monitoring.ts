import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { publicServices } from "../topology/services";
import { alertPolicy } from "./alert";
import { dashboard } from "./dashboard";
import { availabilityGoal } from "./goal";
import { channels, type PagerKeys, pagersWithoutKey } from "./notification";
import { childOf } from "./options";
import { routesMetric } from "./routes";
import { uptimeCheck } from "./uptime";

export interface MonitoringArgs {
  readonly topology: Topology;
  readonly pagers: PagerKeys;
}

/**
 * What is watched of the whole system, and who is told: checks from outside, goals with their error
 * budgets, alerts, one dashboard.
 *
 * Cloud Monitoring is in no region of ours, so it survives the loss of any; what only a region can
 * measure comes from that region's `Watch`. It holds no role: after a switchover the same alerts
 * watch the same instances. Checks, measures and alerts cost a little each by the month, in standby
 * and in every mode the same. Doesn't cover its own silence, which it can't notice: a switch
 * outside has to (docs/monitoring.md).
 *
 * @example
 * // systems/online-bank.yaml, us-central1
 * new Monitoring("online-bank", { topology, pagers: {} });
 * // registers monitoring.CustomService, monitoring.NotificationChannel,
 * // monitoring.UptimeCheckConfig, logging.Metric, monitoring.Slo, monitoring.Dashboard,
 * // monitoring.AlertPolicy
 */
export class Monitoring extends pulumi.ComponentResource {
  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Monitoring", name, {}, opts);
    const { topology, pagers } = args;
    const { naming, system, services, monitoring } = topology;
    const child = childOf(this, opts);
    const checks = Object.fromEntries(
      monitoring.checks.map((check) => [
        check.name,
        uptimeCheck(check, { naming, domain: system.domain }, child).uptimeCheckId,
      ]),
    );
    const goals = Object.entries(monitoring.goals).flatMap(([service, goal]) => {
      const part = services[service];
      return part ? [availabilityGoal({ naming, service: part, goal }, child)] : [];
    });
    const routes = publicServices(topology).length > 0 ? [routesMetric(naming, child)] : [];
    const told = channels(system.people, pagers, child);
    // Their conditions name goals and measures, which have to be there.
    const after = pulumi.mergeOptions(child, { dependsOn: [...goals, ...routes] });
    for (const alert of monitoring.alerts) {
      alertPolicy(alert, { naming, checks, channels: told }, after);
    }
    dashboard(topology, after);
    this.warn(pagersWithoutKey(system.people, pagers));
    this.registerOutputs({});
  }

  private warn(missing: readonly string[]): void {
    if (missing.length === 0 || pulumi.runtime.isDryRun()) return;
    const [first = ""] = missing;
    void pulumi.log.warn(
      `no pager rings for ${missing.join(", ")}, only mails go out; give each its key, such as: pulumi config set --secret standby:${first} KEY`,
      this,
    );
  }
}
