import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Told } from "../topology/alerts/alert";
import type { System } from "../system/schema/system";

/** Keys of the paging service, by the name that `pager` has in the description. */
export type PagerKeys = Readonly<Record<string, pulumi.Output<string>>>;

/** The keys that a stack's configuration has, of those that the description names. */
export function pagerKeys(
  people: System["people"],
  keyOf: (pager: string) => pulumi.Output<string> | undefined,
): PagerKeys {
  return Object.fromEntries(
    Object.values(people).flatMap(({ pager = "" }) => {
      const key = pager === "" ? undefined : keyOf(pager);
      return key ? [[pager, key]] : [];
    }),
  );
}

/** The ways to reach the described people. */
export interface Channels {
  /** Names of the channels: a page comes by mail too, and by mail alone where no key is given. */
  readonly of: (person: string, by: Told["by"]) => pulumi.Input<string>[];
}

/** A mail channel for everybody, and a pager's for whoever has one. */
export function channels(
  people: System["people"],
  keys: PagerKeys,
  options: pulumi.CustomResourceOptions,
): Channels {
  const reached = Object.entries(people).map(([person, { email, pager }]) => {
    const mail = new gcp.monitoring.NotificationChannel(
      `${person}-mail`,
      {
        displayName: `${person} by mail`,
        type: "email",
        labels: { email_address: email },
      },
      options,
    );
    const key = pager === undefined ? undefined : keys[pager];
    return [
      person,
      { mail: mail.name, pager: key ? pagerOf(person, key, options).name : undefined },
    ] as const;
  });
  const byPerson = new Map(reached);
  return {
    of: (person, by) => {
      const { mail, pager } = byPerson.get(person) ?? {};
      return [...(by === "pager" && pager ? [pager] : []), ...(mail ? [mail] : [])];
    },
  };
}

function pagerOf(
  person: string,
  serviceKey: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): gcp.monitoring.NotificationChannel {
  return new gcp.monitoring.NotificationChannel(
    `${person}-pager`,
    { displayName: `${person} by pager`, type: "pagerduty", sensitiveLabels: { serviceKey } },
    options,
  );
}

/** Pagers that are described and have no key in this stack's configuration: nothing would ring. */
export function pagersWithoutKey(people: System["people"], keys: PagerKeys): readonly string[] {
  return Object.values(people).flatMap(({ pager }) =>
    pager === undefined || keys[pager] ? [] : [pager],
  );
}
