import { textAt } from "../values";
import { when, type ApiRule } from "./rule";

const MEMBERS = [
  ...["projects.IAMMember", "serviceaccount.IAMMember", "storage.BucketIAMMember"],
  ...["secretmanager.SecretIamMember", "kms.CryptoKeyIAMMember", "kms.KeyRingIAMMember"],
  ...["pubsub.TopicIAMMember", "pubsub.SubscriptionIAMMember", "bigquery.DatasetIamMember"],
  ...[
    "artifactregistry.RepositoryIamMember",
    "compute.DiskIamMember",
    "cloudrunv2.ServiceIamMember",
  ],
  ...["certificateauthority.CaPoolIamMember"],
];
const ROLE = /^(roles\/[\w.]+|(projects|organizations)\/[^/]+\/roles\/[\w.]+)$/;
const MEMBER =
  /^(allUsers|allAuthenticatedUsers|(user|serviceAccount|group|deleted:\w+):[^\s@]+@[^\s@]+|domain:[^\s@]+|(projectOwner|projectEditor|projectViewer):[^\s]+|principal(Set|Hierarchy)?:\/\/.+|serviceAccount:[^\s]+\.svc\.id\.goog\[[^\]]+\]|iamMember:.+)$/;

/** A rule about one text of a grant: what it has to be like, and what is said where it isn't. */
function wellFormed(
  id: string,
  field: string,
  holds: (value: string) => boolean,
  otherwise: string,
): ApiRule {
  return {
    ...{ id, severity: "error", source: "api", kinds: MEMBERS },
    breaches: ({ inputs }) => {
      const value = textAt(inputs, field);
      return when(value !== undefined && !holds(value), field, `"${value}" ${otherwise}`);
    },
  };
}

export const iamRules: readonly ApiRule[] = [
  wellFormed(
    "iam/role",
    "role",
    (role) => ROLE.test(role),
    'is no role; write it as "roles/logging.logWriter"',
  ),
  wellFormed(
    "iam/member",
    "member",
    (member) => MEMBER.test(member),
    'is no member; write it as "serviceAccount:web@project.iam.gserviceaccount.com"',
  ),
  wellFormed(
    "iam/deleted-member",
    "member",
    (member) => !member.startsWith("deleted:"),
    "no longer exists and can't be given a role; leave it out",
  ),
  {
    id: "iam/service-name",
    severity: "error",
    source: "api",
    kinds: ["projects.Service"],
    breaches: ({ inputs }) => {
      const service = textAt(inputs, "service");
      return when(
        service !== undefined && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(service),
        "service",
        `"${service}" is no service; write it as "${/^[a-z0-9]+$/.test(service ?? "") ? service : "compute"}.googleapis.com"`,
      );
    },
  },
];
