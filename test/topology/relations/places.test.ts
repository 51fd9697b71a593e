import { locationsExist, regionsExist } from "../../../topology/relations/places";
import { bank, bucketIn, type DescribedStore } from "../fixtures";

const regionIssues = (regions: Record<string, string[]>) =>
  regionsExist({
    regions: Object.fromEntries(Object.entries(regions).map(([name, zones]) => [name, { zones }])),
  });

describe("regions and zones that Google doesn't have", () => {
  it("are none of those that it has", () => {
    expect(regionIssues({ "us-central1": ["a", "b", "c", "f"], "me-central2": ["a"] })).toEqual([]);
    expect(regionsExist({})).toEqual([]);
  });

  it.each([
    ["europe-west", '"europe-west" is not a region of Google Cloud; did you mean "europe-west1"?'],
    ["us-central-1", '"us-central-1" is not a region of Google Cloud; did you mean "us-central1"?'],
    ["US-EAST1", '"US-EAST1" is not a region of Google Cloud; did you mean "us-east1"?'],
    ["frankfurt", '"frankfurt" is not a region of Google Cloud'],
    [
      "us-east1-b",
      '"us-east1-b" is a zone, not a region; write "us-east1" and name the zone under its zones',
    ],
  ])("are told as regions: %s", (region, message) => {
    expect(regionIssues({ [region]: ["a"] })).toEqual([{ path: ["regions", region], message }]);
  });

  it("are told as zones, each at its place, with those there are", () => {
    expect(
      regionIssues({ "us-east1": ["a", "b", "us-east1-c", "us-east1-a", "us-west1-a"] }),
    ).toEqual([
      {
        path: ["regions", "us-east1", "zones", 0],
        message: '"a" is not a zone of us-east1; it has b, c, d',
      },
      {
        path: ["regions", "us-east1", "zones", 2],
        message: '"us-east1-c" is a whole name; write only the letter: "c"',
      },
      {
        path: ["regions", "us-east1", "zones", 3],
        message: '"us-east1-a" is not a zone of us-east1; it has b, c, d',
      },
      {
        path: ["regions", "us-east1", "zones", 4],
        message: '"us-west1-a" is not a zone of us-east1; it has b, c, d',
      },
    ]);
  });
});

const firestore = (location: string): DescribedStore => ({ kind: "firestore", location });
const locationIssues = (store: DescribedStore) =>
  locationsExist(bank({ data: { documents: store } }));
const at = (message: string) => [{ path: ["data", "documents", "location"], message }];

describe("locations that a product doesn't have", () => {
  it.each(["nam5", "nam7", "eur3", "us-central1"])("are not Firestore's %s", (location) => {
    expect(locationIssues(firestore(location))).toEqual([]);
  });

  it.each([
    ["nam6", '"nam6" is not a location of Firestore; did you mean "nam5"?'],
    ["us-centrall", '"us-centrall" is not a location of Firestore; did you mean "us-central1"?'],
    [
      "moon",
      '"moon" is not a location of Firestore; it has nam5, nam7, eur3, us-central1 and more',
    ],
  ])("are told of Firestore: %s", (location, message) => {
    expect(locationIssues(firestore(location))).toEqual(at(message));
  });

  it.each(["US", "eu", "ASIA", "europe-west2"])("are not Cloud Storage's %s", (location) => {
    expect(locationIssues(bucketIn(location))).toEqual([]);
  });

  it.each([
    [
      "US-CENTRAL1",
      '"US-CENTRAL1" is not a location of Cloud Storage; did you mean "us-central1"?',
    ],
    [
      "nam4",
      '"nam4" is not a location of Cloud Storage; it has US, EU, ASIA, us-central1 and more',
    ],
  ])("are told of Cloud Storage: %s", (location, message) => {
    expect(locationIssues(bucketIn(location))).toEqual(at(message));
  });

  it("are told where two regions can't be one dual-region", () => {
    expect(locationIssues(bucketIn(["us-central1", "europe-west1"]))).toEqual(
      at(
        'Cloud Storage has no dual-region of "us-central1" and "europe-west1"; use one of US, EU, ASIA',
      ),
    );
  });

  it("are not told again of regions that are none of the system's, or twice the same", () => {
    expect(locationIssues(bucketIn(["us-central1", "us-east9"]))).toEqual([]);
    expect(locationIssues(bucketIn(["us-central1", "us-central1"]))).toEqual([]);
  });

  it("are not looked for in other kinds of data, nor in what could not be read", () => {
    expect(locationsExist(bank())).toEqual([]);
    expect(locationsExist({ data: { documents: { kind: "bucket" }, broken: undefined } })).toEqual(
      [],
    );
    expect(locationsExist({})).toEqual([]);
  });
});
