import { sqlAddressRules } from "../../../inventory/api-rules/sql-address";
import { sqlUserRules } from "../../../inventory/api-rules/sql-user";
import { UNKNOWN } from "../../../inventory/model";
import { replica, writer } from "../good-data";
import { changed, resource } from "../scene";
import { check, holdRules } from "./hold";

const NETWORK = "settings.ipConfiguration";
const ownCa = () =>
  changed(writer(), {
    [`${NETWORK}.serverCaMode`]: "CUSTOMER_MANAGED_CAS_CA",
    [`${NETWORK}.serverCaPool`]: "projects/bank-prod/locations/us-central1/caPools/bank",
    [`${NETWORK}.customSubjectAlternativeNames`]: ["accounts-db.bank.internal"],
  });

describe("sql addresses", () => {
  holdRules(sqlAddressRules, [
    [
      "sql/no-address",
      [writer()],
      { [`${NETWORK}.privateNetwork`]: undefined },
      [
        "settings.ipConfiguration: leaves the instance without any address; give privateNetwork or pscConfigs",
      ],
    ],
    [
      "sql/public-by-default",
      [writer()],
      { [`${NETWORK}.ipv4Enabled`]: undefined },
      [
        'settings.ipConfiguration.ipv4Enabled: is missing, which means "true", a public address; set it to false',
      ],
    ],
    [
      "sql/custom-names-need-own-ca",
      [ownCa()],
      { [`${NETWORK}.serverCaMode`]: "GOOGLE_MANAGED_CAS_CA" },
      [
        'settings.ipConfiguration.customSubjectAlternativeNames: doesn\'t go with serverCaMode "GOOGLE_MANAGED_CAS_CA"; set CUSTOMER_MANAGED_CAS_CA',
        'settings.ipConfiguration.serverCaPool: doesn\'t go with serverCaMode "GOOGLE_MANAGED_CAS_CA"; set CUSTOMER_MANAGED_CAS_CA',
      ],
    ],
    [
      "sql/own-ca-without-pool",
      [ownCa()],
      { [`${NETWORK}.serverCaPool`]: undefined },
      [
        'settings.ipConfiguration.serverCaPool: is missing, and serverCaMode "CUSTOMER_MANAGED_CAS_CA" needs it; name a CA pool of the region',
      ],
    ],
    [
      "sql/custom-names",
      [ownCa()],
      {
        [`${NETWORK}.customSubjectAlternativeNames`]: [
          "a.internal",
          "b.internal",
          "c.internal",
          "d.internal",
        ],
      },
      ['settings.ipConfiguration.customSubjectAlternativeNames: has "4" entries; use at most 3'],
    ],
    [
      "sql/ca-pool-elsewhere",
      [ownCa()],
      { [`${NETWORK}.serverCaPool`]: "projects/bank-prod/locations/us-east1/caPools/bank" },
      [
        'settings.ipConfiguration.serverCaPool: stands in "us-east1", the instance in us-central1; use a pool of us-central1',
      ],
    ],
  ]);

  it("follows a pool that comes late by what the engine recorded", () => {
    const pool = resource("certificateauthority.CaPool", {
      name: "bank",
      location: "us-east1",
      tier: "DEVOPS",
    });
    const late = {
      ...changed(ownCa(), { [`${NETWORK}.serverCaPool`]: UNKNOWN }),
      propertyDependencies: { settings: [pool.urn] },
    };
    expect(check([late, pool])).toEqual([
      'sql/ca-pool-elsewhere settings.ipConfiguration.serverCaPool: stands in "us-east1", the instance in us-central1; use a pool of us-central1',
    ]);
  });
});

describe("sql users", () => {
  const user = () =>
    resource("sql.User", {
      name: "app",
      instance: "bank-accounts-us-central1-1",
      password: "[secret]",
    });
  const robot = () =>
    resource("sql.User", {
      name: "web@bank-prod.iam",
      instance: "bank-accounts-us-central1-1",
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
    });

  holdRules(sqlUserRules, [
    [
      "sql-user/password-of-iam",
      [robot(), writer()],
      { password: "[secret]" },
      ['password: doesn\'t go with the type "CLOUD_IAM_SERVICE_ACCOUNT"; leave it out'],
    ],
    [
      "sql-user/host-on-postgres",
      [user(), writer()],
      { host: "%" },
      ['host: is for MySQL only, and bank-accounts-us-central1-1 is "POSTGRES_16"; leave it out'],
    ],
    [
      "sql-user/no-password",
      [user(), writer()],
      { password: undefined },
      [
        'password: is missing, and bank-accounts-us-central1-1 is "POSTGRES_16"; give one, or use an IAM type',
      ],
    ],
    [
      "sql-user/on-replica",
      [user(), writer(), replica()],
      { instance: "bank-accounts-us-east1-1" },
      [
        'instance: "bank-accounts-us-east1-1" is a replica, which can\'t be written; use its writer',
      ],
    ],
  ]);

  it("leaves a user alone whose instance is ignored after a switchover", () => {
    const kept = { ...user(), ignoreChanges: ["instance"] };
    expect(check([changed(kept, { instance: "bank-accounts-us-east1-1" }), replica()])).toEqual([]);
  });
});
