import type { Inventory, Resource } from "../model";
import { flagAt, given, lacks, listAt, textAt } from "../values";
import { referenced } from "./references";
import { isNoneOf, when, type ApiRule } from "./rule";

const INSTANCES = ["sql.DatabaseInstance"];
const NETWORK = "settings.ipConfiguration";

export const sqlAddressRules: readonly ApiRule[] = [
  {
    id: "sql/no-address",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        flagAt(inputs, `${NETWORK}.ipv4Enabled`) === false &&
          lacks(inputs, `${NETWORK}.privateNetwork`) &&
          lacks(inputs, `${NETWORK}.pscConfigs`),
        NETWORK,
        "leaves the instance without any address; give privateNetwork or pscConfigs",
      ),
  },
  {
    id: "sql/public-by-default",
    severity: "warning",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "settings") &&
          lacks(inputs, "clone") &&
          lacks(inputs, `${NETWORK}.ipv4Enabled`),
        `${NETWORK}.ipv4Enabled`,
        'is missing, which means "true", a public address; set it to false',
      ),
  },
  {
    id: "sql/custom-names-need-own-ca",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const mode = textAt(inputs, `${NETWORK}.serverCaMode`, "GOOGLE_MANAGED_INTERNAL_CA");
      return ["customSubjectAlternativeNames", "serverCaPool"].flatMap((name) =>
        when(
          given(inputs, `${NETWORK}.${name}`) && isNoneOf(mode, ["CUSTOMER_MANAGED_CAS_CA"]),
          `${NETWORK}.${name}`,
          `doesn't go with serverCaMode "${mode}"; set CUSTOMER_MANAGED_CAS_CA`,
        ),
      );
    },
  },
  {
    id: "sql/own-ca-without-pool",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, `${NETWORK}.serverCaMode`) === "CUSTOMER_MANAGED_CAS_CA" &&
          lacks(inputs, `${NETWORK}.serverCaPool`),
        `${NETWORK}.serverCaPool`,
        'is missing, and serverCaMode "CUSTOMER_MANAGED_CAS_CA" needs it; name a CA pool of the region',
      ),
  },
  {
    id: "sql/custom-names",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: ({ inputs }) => {
      const path = `${NETWORK}.customSubjectAlternativeNames`;
      const { length } = listAt(inputs, path);
      return when(length > 3, path, `has "${length}" entries; use at most 3`);
    },
  },
  {
    id: "sql/ca-pool-elsewhere",
    severity: "error",
    source: "docs",
    kinds: INSTANCES,
    breaches: (instance, inventory) => {
      const [region, pool] = [textAt(instance.inputs, "region"), poolRegion(instance, inventory)];
      return when(
        region !== undefined && pool !== undefined && region !== pool,
        `${NETWORK}.serverCaPool`,
        `stands in "${pool}", the instance in ${region}; use a pool of ${region}`,
      );
    },
  },
];

function poolRegion(instance: Resource, inventory: Inventory): string | undefined {
  const link = textAt(instance.inputs, `${NETWORK}.serverCaPool`);
  const written = /\/locations\/([^/]+)\//.exec(link ?? "")?.[1];
  if (written !== undefined) return written;
  const pools = referenced(instance, "settings", inventory, ["certificateauthority.CaPool"]);
  return pools.length === 1 ? textAt(pools[0]?.inputs, "location") : undefined;
}
