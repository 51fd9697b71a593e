import { flagAt, given, lacks, listAt, textAt, textsAt } from "../values";
import { formatCidr, parseCidr } from "./cidr";
import { when, type ApiRule } from "./rule";

const FIREWALLS = ["compute.Firewall"];
const SOURCES = ["sourceRanges", "sourceTags", "sourceServiceAccounts"];

export const firewallRules: readonly ApiRule[] = [
  {
    id: "firewall/no-source",
    severity: "error",
    source: "preview",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      when(
        textAt(inputs, "direction", "INGRESS") === "INGRESS" &&
          SOURCES.every((name) => lacks(inputs, name)),
        "sourceRanges",
        "is missing, as are sourceTags and sourceServiceAccounts; give one of them",
      ),
  },
  {
    id: "firewall/source-of-egress",
    severity: "error",
    source: "api",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      textAt(inputs, "direction") === "EGRESS"
        ? SOURCES.filter((name) => given(inputs, name)).flatMap((name) =>
            when(true, name, 'doesn\'t go with the direction "EGRESS"; use destinationRanges'),
          )
        : [],
  },
  {
    id: "firewall/log-without-logging",
    severity: "error",
    source: "preview",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      when(
        given(inputs, "logConfig") && flagAt(inputs, "enableLogging") === false,
        "enableLogging",
        '"false" doesn\'t go with logConfig; leave it out',
      ),
  },
  {
    id: "firewall/range",
    severity: "error",
    source: "api",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      ["sourceRanges", "destinationRanges"].flatMap((path) =>
        textsAt(inputs, path)
          .filter((text) => !text.includes(":"))
          .flatMap((text) => {
            const cidr = parseCidr(text.includes("/") ? text : `${text}/32`);
            const meant = cidr && formatCidr(cidr);
            const advice =
              meant === undefined ? 'write it as "10.0.0.0/20"' : `did you mean "${meant}"?`;
            return when(
              cidr === undefined || cidr.address !== cidr.first,
              path,
              `"${text}" is no network; ${advice}`,
            );
          }),
      ),
  },
  {
    id: "firewall/ports",
    severity: "error",
    source: "api",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      ["allows", "denies"].flatMap((block) =>
        listAt(inputs, block).flatMap((rule, index) =>
          textsAt(rule, "ports")
            .filter((ports) => !isPorts(ports))
            .flatMap((ports) =>
              when(
                true,
                `${block}[${index}].ports`,
                `"${ports}" is neither a port nor a range such as "8000-8080"; mend it`,
              ),
            ),
        ),
      ),
  },
  {
    id: "firewall/ports-without-protocol",
    severity: "error",
    source: "api",
    kinds: FIREWALLS,
    breaches: ({ inputs }) =>
      ["allows", "denies"].flatMap((block) =>
        listAt(inputs, block).flatMap((rule, index) => {
          const protocol = textAt(rule, "protocol");
          return when(
            given(rule, "ports") &&
              protocol !== undefined &&
              !["tcp", "udp", "sctp", "6", "17", "132"].includes(protocol.toLowerCase()),
            `${block}[${index}].ports`,
            `doesn't go with the protocol "${protocol}"; leave it out`,
          );
        }),
      ),
  },
];

function isPorts(text: string): boolean {
  const [, first = "", last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return first !== "" && Number(last) <= 65_535 && Number(first) <= Number(last);
}
