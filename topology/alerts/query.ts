/**
 * How Prometheus's language names a measure of Cloud Monitoring: the first `/` becomes `:`, all that
 * is no letter or digit `_`. Source: cloud.google.com/monitoring/promql/promql-mapping [k].
 */
function promName(metric: string): string {
  const [domain = "", ...path] = metric.split("/");
  return [domain, path.join("/")].map((part) => part.replace(/[^A-Za-z0-9]/g, "_")).join(":");
}

/** The series of a measure, such as `custom_googleapis_com:a{region="us-east1"}`. */
export function series(
  metric: string,
  labels: Readonly<Record<string, string>>,
  suffix: "" | "_count" | "_bucket" = "",
): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${quote(value)}`);
  return `${promName(metric)}${suffix}{${matchers.join(",")}}`;
}

/** The series of one of our own measures, of one system. */
export function measured(
  metric: string,
  system: string,
  labels: Readonly<Record<string, string>>,
): string {
  return series(metric, { monitored_resource: "global", system, ...labels });
}

const quote = (text: string): string => JSON.stringify(text);
