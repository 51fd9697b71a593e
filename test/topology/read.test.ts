import { readFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { formatProblems } from "../../system/report";
import { readTopology } from "../../topology/read";
import {
  accountsDb,
  bucketIn,
  type Described,
  description,
  PROJECT,
  steady,
  there,
  topologyOf,
} from "./fixtures";

const sourceOf = (overrides: Partial<Described>) => ({
  path: "bank.yaml",
  text: stringify(description(overrides)),
});

/** What is wrong, as `path  message`; lines are the loader's, and tested with it. */
function problemsOf(overrides: Partial<Described>, project = PROJECT): readonly string[] {
  const { problems } = readTopology(sourceOf(overrides), project);
  return (problems ?? []).map((problem) => `${problem.path}  ${problem.message}`);
}

describe("reading a topology", () => {
  it("gives what the description means", () => {
    expect(readTopology(sourceOf({}), PROJECT)).toEqual({ topology: topologyOf(steady()) });
  });

  it("reads the bank that comes along", () => {
    const file = path.join(__dirname, "../../systems/online-bank.yaml");
    const source = { path: file, text: readFileSync(file, "utf8") };
    const { topology, problems } = readTopology(source, "example-bank-prod");
    expect(problems).toBeUndefined();
    expect(topology?.regions["us-east1"]?.state).toBe("planned");
    expect(topology?.services["web"]?.backends).toEqual([
      { region: "us-central1", group: "online-bank-web-us-central1", capacityScaler: 1 },
    ]);
  });

  it("tells what is wrong in one report, with the lines as typed", () => {
    const text = [
      "name: the-bank-of-all-the-banks",
      "regions:",
      "  us-central1: { zones: [us-central1-a, b] }",
      "  us-east9: { zones: [b, c] }",
      "home: us-central1",
      "primary: us-central1",
      "standby: hot",
      "domain: bank.example.com",
      "services: {}",
      "data:",
      "  products: { kind: firestore, location: nam6 }",
    ].join("\n");
    const { problems } = readTopology({ path: "bank.yaml", text }, "12345");
    expect(formatProblems("bank.yaml", there(problems))).toBe(
      [
        "bank.yaml has 5 problems:",
        '  name (line 1)                    makes the service account name "the-bank-of-all-the-banks-backup" of 32 characters, 30 is the limit; shorten it by 2',
        '  regions.us-central1.zones[0] (3) "us-central1-a" is a whole name; write only the letter: "a"',
        '  regions.us-east9 (4)             "us-east9" is not a region of Google Cloud; did you mean "us-east1"?',
        '  data.products.location (11)      "nam6" is not a location of Firestore; did you mean "nam5"?',
        '  gcp:project                      "12345" is a project\'s number; write its id, such as "my-app-prod"',
      ].join("\n"),
    );
  });

  it("tells once of an interval that no schedule knows", () => {
    const backups = { export: { every: "5 hours", keep: "30 days" } };
    expect(problemsOf({ data: { "accounts-db": accountsDb({ backups }) }, services: {} })).toEqual([
      'data.accounts-db.backups.export.every  "5 hours" is not a rhythm of schedules; use 1, 2, 3, 4, 6, 8 or 12 hours, 1 day or 1 week',
    ]);
  });

  it("tells once of a bucket's region that isn't there", () => {
    const data = { documents: bucketIn(["us-central1", "us-east9"]) };
    expect(problemsOf({ data, services: {} })).toEqual([
      'data.documents.location[1]  "us-east9" is not one of the regions of this description; did you mean "us-east1"?',
    ]);
  });

  it("goes by the overlay and the what-ifs that it is asked for", () => {
    const overlays = { staging: { name: "bank-staging", standby: "warm" } };
    const source = {
      ...sourceOf({ overlays }),
      overlay: "staging",
      whatIf: { primary: "us-east1" },
    };
    const { topology } = readTopology(source, PROJECT);
    expect(topology?.naming).toEqual({ system: "bank-staging", project: PROJECT });
    expect(topology?.databases["accounts-db"]?.writer).toBe("us-east1");
    expect(topology?.regions["us-central1"]?.groups["web"]?.least).toBe(2);
  });
});
