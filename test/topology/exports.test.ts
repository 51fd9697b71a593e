import { accountsDb, bank, bucketIn, type DescribedStore, topologyOf } from "./fixtures";

const exportsOf = (data: Record<string, DescribedStore>) => topologyOf(bank({ data })).exports;
const daily = { every: "1 day", keep: "30 days" };
const hourly = { every: "6 hours", keep: "7 days" };

const DAY = 86_400;

describe("scheduled exports", () => {
  it("are none unless they are described", () => {
    const products: DescribedStore = { kind: "firestore", location: "nam5" };
    expect(exportsOf({ "accounts-db": accountsDb(), products, documents: bucketIn("US") })).toEqual(
      [],
    );
  });

  it("of a PostgreSQL are one for each logical database", () => {
    const databases = ["accounts", "audit"];
    const store = accountsDb({ databases, backups: { export: daily } });
    const shared = {
      store: "accounts-db",
      kind: "cloud-sql",
      rhythm: { kind: "daily" },
      keep: 30 * DAY,
    };
    expect(exportsOf({ "accounts-db": store })).toEqual([
      { ...shared, database: "accounts" },
      { ...shared, database: "audit" },
    ]);
  });

  it("of a PostgreSQL without logical databases are of the one that is always there", () => {
    const store = accountsDb({ databases: [], backups: { export: daily } });
    expect(exportsOf({ "accounts-db": store }).map(({ database }) => database)).toEqual([
      "postgres",
    ]);
  });

  it("of a Firestore are of the whole database, by its final name", () => {
    const products: DescribedStore = {
      ...{ kind: "firestore", location: "nam5", backups: { export: hourly } },
    };
    expect(exportsOf({ products })).toEqual([
      {
        store: "products",
        kind: "firestore",
        database: "bank-products",
        rhythm: { kind: "hourly", hours: 6 },
        keep: 7 * DAY,
      },
    ]);
  });
});
