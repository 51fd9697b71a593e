import { kindName } from "../fields/rules";
import { type Block, given, isBlock, lacks, listAt, numberAt, textAt, textsAt } from "../values";
import { referenced } from "./references";
import { isNoneOf, isOutside, when, type ApiRule } from "./rule";

const RECORDS = ["dns.RecordSet"];
const ZONES = ["dns.ManagedZone"];

export const dnsRules: readonly ApiRule[] = [
  {
    id: "dns/zone-name",
    severity: "error",
    source: "docs",
    kinds: ZONES,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "dnsName");
      return when(
        name !== undefined && !isDnsName(name),
        "dnsName",
        `"${name}" is no DNS name with a dot at its end, such as "example.com."; mend it`,
      );
    },
  },
  {
    id: "dns/record-name",
    severity: "error",
    source: "api",
    kinds: RECORDS,
    breaches: ({ inputs }) => {
      const name = textAt(inputs, "name");
      // The missing dot is the field rule's to say.
      return when(
        name?.endsWith(".") === true && !isDnsName(name),
        "name",
        `"${name}" is no DNS name: parts of 1 to 63 letters, digits, dashes and underscores; mend it`,
      );
    },
  },
  {
    id: "dns/record-outside-zone",
    severity: "error",
    source: "api",
    kinds: RECORDS,
    breaches: (record, inventory) => {
      const name = textAt(record.inputs, "name");
      return referenced(record, "managedZone", inventory, ZONES).flatMap((zone) => {
        const domain = textAt(zone.inputs, "dnsName");
        return when(
          name !== undefined &&
            domain !== undefined &&
            name !== domain &&
            !name.endsWith(`.${domain}`),
          "name",
          `"${name}" is not in the zone ${zone.name}, which holds ${domain}; end it with that`,
        );
      });
    },
  },
  {
    id: "dns/ttl",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) => {
      const ttl = numberAt(inputs, "ttl");
      return when(
        isOutside(ttl, 0, 604_800),
        "ttl",
        `"${ttl}" is not from 0 to 604800 seconds; use 60`,
      );
    },
  },
  {
    id: "dns/cname-of-many",
    severity: "error",
    source: "api",
    kinds: RECORDS,
    breaches: ({ inputs }) => {
      const { length } = listAt(inputs, "rrdatas");
      return when(
        textAt(inputs, "type") === "CNAME" && length > 1,
        "rrdatas",
        `has "${length}" entries, a CNAME takes one; keep one`,
      );
    },
  },
  {
    id: "dns/target-without-dot",
    severity: "error",
    source: "api",
    kinds: RECORDS,
    breaches: ({ inputs }) =>
      textAt(inputs, "type") === "CNAME"
        ? textsAt(inputs, "rrdatas")
            .filter((target) => !target.endsWith("."))
            .flatMap((target) =>
              when(true, "rrdatas", `"${target}" has no dot at its end; write "${target}."`),
            )
        : [],
  },
  {
    id: "dns/address",
    severity: "error",
    source: "api",
    kinds: RECORDS,
    breaches: ({ inputs }) =>
      textAt(inputs, "type") === "A"
        ? textsAt(inputs, "rrdatas")
            .filter((address) => !/^(\d{1,3}\.){3}\d{1,3}$/.test(address))
            .flatMap((address) =>
              when(
                true,
                "rrdatas",
                `"${address}" is no IPv4 address; give one, or use another type`,
              ),
            )
        : [],
  },
  {
    id: "dns/both-kinds-of-targets",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) =>
      targets(inputs).flatMap(([block, path]) =>
        when(
          given(block, "internalLoadBalancers") && given(block, "externalEndpoints"),
          path,
          "has both internalLoadBalancers and externalEndpoints; keep one of them",
        ),
      ),
  },
  {
    id: "dns/external-without-check",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) =>
      targets(inputs).flatMap(([block, path]) =>
        when(
          given(block, "externalEndpoints") && lacks(inputs, "routingPolicy.healthCheck"),
          `${path}.externalEndpoints`,
          "needs routingPolicy.healthCheck; give a health check with sourceRegions",
        ),
      ),
  },
  {
    id: "dns/check-without-regions",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: (record, inventory) =>
      referenced(record, "routingPolicy", inventory, ["compute.HealthCheck"])
        .filter(({ inputs }) => lacks(inputs, "sourceRegions"))
        .flatMap(({ name }) =>
          when(
            targets(record.inputs).some(([block]) => given(block, "externalEndpoints")),
            "routingPolicy.healthCheck",
            `"${name}" has no sourceRegions; give it three`,
          ),
        ),
  },
  {
    id: "dns/health-checked-type",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) => {
      const type = textAt(inputs, "type");
      return when(
        targets(inputs).length > 0 && isNoneOf(type, ["A", "AAAA"]),
        "type",
        `"${type}" can't have health-checked targets; use A or AAAA`,
      );
    },
  },
  {
    id: "dns/several-in-signed-zone",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: (record, inventory) =>
      referenced(record, "managedZone", inventory, ZONES)
        .filter(({ inputs }) => textAt(inputs, "dnssecConfig.state") === "on")
        .flatMap(({ name }) =>
          items(record.inputs).flatMap(({ path, count }) =>
            when(
              count > 1,
              path,
              `has "${count}" addresses, and the zone ${name} is signed, which allows one in each item; keep one`,
            ),
          ),
        ),
  },
  {
    id: "dns/balancer-without-region",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) =>
      targets(inputs).flatMap(([block, path]) =>
        listAt(block, "internalLoadBalancers").flatMap((balancer, index) => {
          const type = textAt(balancer, "loadBalancerType");
          return when(
            type?.startsWith("regional") === true && lacks(balancer, "region"),
            `${path}.internalLoadBalancers[${index}].region`,
            `is missing on a "${type}"; give the balancer's region`,
          );
        }),
      ),
  },
  {
    id: "dns/trickle-ratio",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: ({ inputs }) => {
      const path = "routingPolicy.primaryBackup.trickleRatio";
      const ratio = numberAt(inputs, path);
      return when(isOutside(ratio, 0, 1), path, `"${ratio}" is not from 0 to 1; use 0.01`);
    },
  },
  {
    id: "dns/routing-in-special-zone",
    severity: "error",
    source: "docs",
    kinds: RECORDS,
    breaches: (record, inventory) =>
      referenced(record, "managedZone", inventory, ZONES).flatMap(({ name, inputs, type }) => {
        const special = ["forwardingConfig", "peeringConfig", "serviceDirectoryConfig"].find(
          (one) => given(inputs, one),
        );
        return when(
          given(record.inputs, "routingPolicy") && special !== undefined,
          "routingPolicy",
          `isn't allowed in a ${kindName(type)} with ${special}, as ${name} is; use rrdatas`,
        );
      }),
  },
];

/** All items of a policy that answer with addresses, and how many each has. */
function items(inputs: Block): { path: string; count: number }[] {
  const lists = ["wrrs", "geos", "primaryBackup.backupGeos"].flatMap((name) =>
    listAt(inputs, `routingPolicy.${name}`).map((item, index) => ({
      path: `routingPolicy.${name}[${index}]`,
      item,
    })),
  );
  const primary = { path: "routingPolicy.primaryBackup.primary", item: undefined };
  return [...lists, primary].map(({ path, item }) => ({
    path,
    count:
      item === undefined
        ? listAt(inputs, `${path}.externalEndpoints`).length
        : listAt(item, "rrdatas").length +
          listAt(item, "healthCheckedTargets.externalEndpoints").length,
  }));
}

function isDnsName(name: string): boolean {
  return (
    /^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+$/.test(name) && name.length <= 254
  );
}

/** All blocks of a routing policy that hold health-checked targets. */
function targets(inputs: Block): [Block, string][] {
  const policy = "routingPolicy";
  const lists = ["wrrs", "geos"].flatMap((name) =>
    listAt(inputs, `${policy}.${name}`).map((item, index): [unknown, string] => [
      isBlock(item) ? item["healthCheckedTargets"] : undefined,
      `${policy}.${name}[${index}].healthCheckedTargets`,
    ]),
  );
  const both = isBlock(inputs[policy]) ? inputs[policy]["primaryBackup"] : undefined;
  const primary: [unknown, string] = [
    isBlock(both) ? both["primary"] : undefined,
    `${policy}.primaryBackup.primary`,
  ];
  return [...lists, primary].flatMap(([block, path]): [Block, string][] =>
    isBlock(block) ? [[block, path]] : [],
  );
}
