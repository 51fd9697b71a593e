import { topicName } from "../../topology/naming";
import type { Action } from "../action";
import type { Context, Said } from "./context";

type Seek = Extract<Action, { readonly kind: "queue.seek" }>;

/**
 * Has what was taken since a moment be delivered again
 * (https://docs.cloud.google.com/pubsub/docs/replay-overview): the subscription of the queue, and not
 * that of its dead letters. Done twice it is the same.
 */
export async function seek(
  { store, to }: Seek,
  { rest, hosts, now }: Pick<Context, "rest" | "hosts" | "now">,
): Promise<Said> {
  const subscription = topicName(now.naming, store);
  await rest.ask("POST", hosts.subscription(subscription, ":seek"), { body: { time: to } });
  return { said: `${subscription} begins again at ${to}` };
}
