import { EPOCH } from "../clock";
import type { Cloud } from "../cloud";
import { invalid, notFound } from "../error";
import { textAt } from "../kinds/lookup";
import { seek } from "../kinds/pubsub/queue";
import type { CloudResource } from "../model";
import { documentOf, partOf, type Matched, type RestAnswer, type Route } from "./route";

const SUBSCRIPTION = "/v1/projects/{project}/subscriptions/{subscription}";

/** Pub/Sub, as far as a seek needs it. */
export const pubsubRoutes: readonly Route[] = [
  { method: "GET", path: SUBSCRIPTION, answer: get },
  { method: "POST", path: `${SUBSCRIPTION}:seek`, answer: begin },
];

function subscriptionOf(request: Matched, cloud: Cloud): CloudResource {
  const [project, name] = [partOf(request, "project"), partOf(request, "subscription")];
  const found = [...cloud.all("pubsub.Subscription")].find(
    (one) => one.project === project && one.name === name,
  );
  if (!found) throw notFound(`Subscription ${name}`);
  return cloud.get(found);
}

function get(request: Matched, cloud: Cloud): RestAnswer {
  const { name, properties } = subscriptionOf(request, cloud);
  return { body: { name, retainAckedMessages: properties["retainAckedMessages"] ?? false } };
}

function begin(request: Matched, cloud: Cloud): RestAnswer {
  const time = Date.parse(textAt(documentOf(request), "time") ?? "");
  if (Number.isNaN(time)) throw invalid("a seek goes to a time");
  seek(cloud, subscriptionOf(request, cloud), time - EPOCH);
  return { body: {} };
}
