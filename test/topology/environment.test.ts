import { environmentOf } from "../../topology/environment";
import {
  accountsDb,
  bank,
  bucketIn,
  cold,
  type DescribedService,
  failedOver,
  service,
  steady,
  switchedOver,
  topologyOf,
  webService,
} from "./fixtures";

const environment = (accounts: Partial<DescribedService>) =>
  environmentOf(
    topologyOf(
      bank({
        external: { "credit-agency": { availability: "99.5 %" } },
        services: { web: webService(), "fraud-check": service(), accounts: service(accounts) },
        data: {
          "accounts-db": accountsDb(),
          products: { kind: "firestore", location: "nam5" },
          documents: bucketIn("US"),
        },
      }),
    ),
    "accounts",
  );

describe("what a service finds in its environment", () => {
  it("is nothing unless it uses, calls or describes something", () => {
    expect(environment({})).toEqual({});
  });

  it("is how to reach each data store, by kind", () => {
    const uses: DescribedService["uses"] = [
      "accounts-db",
      "documents",
      { data: "products", as: "soft" },
    ];
    expect(environment({ uses })).toEqual({
      ACCOUNTS_DB_HOST: "accounts-db.bank.internal",
      DATABASE_CA_SECRET: "bank-database-ca",
      DOCUMENTS_BUCKET: "bank-prod-bank-documents",
      PRODUCTS_DATABASE: "bank-products",
    });
  });

  it("is where the services it calls answer: inside, or as users reach them", () => {
    const dependsOn: DescribedService["dependsOn"] = [
      { service: "fraud-check", as: "hard" },
      { service: "web", as: "soft" },
      { external: "credit-agency", as: "soft" },
    ];
    expect(environment({ dependsOn })).toEqual({
      FRAUD_CHECK_URL: "https://fraud-check.internal.bank.example.com",
      WEB_URL: "https://bank.example.com",
    });
  });

  it("is what is described above all, even where that is another database", () => {
    const env = { LOG_LEVEL: "info", ACCOUNTS_DB_HOST: "127.0.0.1" };
    const found = environment({ uses: ["accounts-db"], env });
    expect(found).toEqual({ ...env, DATABASE_CA_SECRET: "bank-database-ca" });
  });

  it("is the same in every region, mode and role: an instance needn't know which one is writing", () => {
    const [expected, ...others] = [steady(), switchedOver(), failedOver(), cold()].map((system) =>
      environmentOf(topologyOf(system), "accounts"),
    );
    expect(expected).toEqual({
      ACCOUNTS_DB_HOST: "accounts-db.bank.internal",
      DATABASE_CA_SECRET: "bank-database-ca",
      DOCUMENTS_BUCKET: "bank-prod-bank-documents",
    });
    expect(others).toEqual([expected, expected, expected]);
  });

  it("is nothing for a service that isn't there", () => {
    expect(environmentOf(topologyOf(steady()), "gone")).toEqual({});
  });
});
