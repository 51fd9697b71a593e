import { iamRules } from "../../../inventory/api-rules/iam";
import { nameRules } from "../../../inventory/api-rules/name";
import { group, network } from "../good";
import { writer } from "../good-data";
import { resource } from "../scene";
import { check, holdRules } from "./hold";

describe("names", () => {
  const account = () => resource("serviceaccount.Account", { accountId: "bank-web" });
  const topic = () => resource("pubsub.Topic", { name: "orders" });
  const made = (name: string) =>
    resource("compute.HealthCheck", { httpHealthCheck: { port: 8080 } }, { name });

  holdRules(nameRules, [
    [
      "name/form",
      [account()],
      { accountId: "web" },
      [
        'accountId: "web" (3 characters) is no name here: 6 to 30 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
      ],
    ],
    [
      "name/form",
      [account()],
      { accountId: "a".repeat(31) },
      [
        'accountId: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" (31 characters) is no name here: 6 to 30 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
      ],
    ],
    [
      "name/form",
      [topic()],
      { name: "google-orders" },
      [
        'name: "google-orders" (13 characters) is no name here: 3 to 255 letters, digits and -_.~+%, a letter first, not led by goog; rename it',
      ],
    ],
    [
      "name/form",
      [group()],
      { name: "bank_web" },
      [
        'name: "bank_web" (8 characters) is no name here: 1 to 63 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
      ],
    ],
    [
      "name/made-up",
      [
        {
          ...made("web"),
          name: "Web Check",
          inputs: { name: "web", httpHealthCheck: { port: 8080 } },
        },
      ],
      { name: undefined },
      [
        ': "Web Check" becomes part of a name: 1 to 55 lower-case letters, digits and dashes, a letter first; rename the resource',
      ],
    ],
    [
      "name/reference-left-out",
      [resource("sql.Database", { name: "app", instance: "bank" })],
      { name: undefined },
      ["name: is missing, and Pulumi would make one up for sql.Database; give it"],
    ],
    [
      "name/sql-with-project",
      [writer()],
      { name: `bank-${"a".repeat(85)}`, project: "bank-prod" },
      [
        'name: "bank-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has 100 characters with its project, 98 is the limit; shorten it',
      ],
    ],
  ]);

  it("takes a made-up name of 55 letters, and no longer one", () => {
    expect(check([made("a".repeat(55))])).toEqual([]);
    expect(check([made("a".repeat(56))])).toHaveLength(1);
  });

  it("lets Pulumi lower and shorten the names that it does", () => {
    const long = { ...network({ name: undefined }), name: `Bank-${"a".repeat(80)}` };
    expect(check([long])).toEqual([]);
  });

  it.each(["container.Cluster", "spanner.Instance", "kms.KeyRing", "secretmanager.Secret"])(
    "finds a bad name of %s",
    (kind) => {
      const input = kind === "secretmanager.Secret" ? "secretId" : "name";
      const found = check([resource(kind, { [input]: "_ä/" })]);
      expect(found.filter((line) => line.startsWith("name/form"))).toHaveLength(1);
    },
  );
});

describe("access", () => {
  const member = () =>
    resource("projects.IAMMember", {
      project: "bank-prod",
      role: "roles/logging.logWriter",
      member: "serviceAccount:web@bank-prod.iam.gserviceaccount.com",
    });
  const service = () => resource("projects.Service", { service: "compute.googleapis.com" });

  holdRules(iamRules, [
    [
      "iam/role",
      [member()],
      { role: "logging.logWriter" },
      ['role: "logging.logWriter" is no role; write it as "roles/logging.logWriter"'],
    ],
    [
      "iam/member",
      [member()],
      { member: "web@bank-prod.iam.gserviceaccount.com" },
      [
        'member: "web@bank-prod.iam.gserviceaccount.com" is no member; write it as "serviceAccount:web@project.iam.gserviceaccount.com"',
      ],
    ],
    [
      "iam/deleted-member",
      [member()],
      { member: "deleted:serviceAccount:web@bank-prod.iam.gserviceaccount.com" },
      [
        'member: "deleted:serviceAccount:web@bank-prod.iam.gserviceaccount.com" no longer exists and can\'t be given a role; leave it out',
      ],
    ],
    [
      "iam/service-name",
      [service()],
      { service: "compute" },
      ['service: "compute" is no service; write it as "compute.googleapis.com"'],
    ],
  ]);

  it.each([
    "allUsers",
    "user:ada@example.com",
    "domain:example.com",
    "serviceAccount:bank-prod.svc.id.goog[web/web]",
    "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/*",
  ])("takes the member %s", (name) => {
    expect(check([resource("projects.IAMMember", { ...member().inputs, member: name })])).toEqual(
      [],
    );
  });
});
