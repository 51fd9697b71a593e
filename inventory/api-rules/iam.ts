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

export const iamRules: readonly ApiRule[] = [
  {
    id: "iam/role",
    severity: "error",
    source: "api",
    kinds: MEMBERS,
    breaches: ({ inputs }) => {
      const role = textAt(inputs, "role");
      return when(
        role !== undefined && !ROLE.test(role),
        "role",
        `"${role}" is no role; write it as "roles/logging.logWriter"`,
      );
    },
  },
  {
    id: "iam/member",
    severity: "error",
    source: "api",
    kinds: MEMBERS,
    breaches: ({ inputs }) => {
      const member = textAt(inputs, "member");
      return when(
        member !== undefined && !MEMBER.test(member),
        "member",
        `"${member}" is no member; write it as "serviceAccount:web@project.iam.gserviceaccount.com"`,
      );
    },
  },
  {
    id: "iam/deleted-member",
    severity: "error",
    source: "api",
    kinds: MEMBERS,
    breaches: ({ inputs }) => {
      const member = textAt(inputs, "member");
      return when(
        member?.startsWith("deleted:") === true,
        "member",
        `"${member}" no longer exists and can't be given a role; leave it out`,
      );
    },
  },
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
