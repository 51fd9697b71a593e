import { sizesSuffice } from "../../../topology/relations/sizes";
import { bank, type DescribedService, service } from "../fixtures";

const issues = (size: number, overrides: Partial<DescribedService> = {}) => {
  const runs = { ...service().runs, size };
  return sizesSuffice(bank({ services: { accounts: service({ runs, ...overrides }) } }));
};
const path = ["services", "accounts", "runs", "size"];

describe("a described size", () => {
  it("may be what the sum gives for the region that needs most, and more", () => {
    expect(issues(14)).toEqual([]);
    expect(issues(100)).toEqual([]);
  });

  it("is told to be too small with its sum, where it is", () => {
    expect(issues(13)).toEqual([
      {
        path,
        message:
          '"13" is too few in us-central1: 13 - 7 lost with one of 2 zones - 1 out for an upgrade leaves 5, 6 are needed (1200 rps / 200 rps); write at least 14, or leave it out',
      },
    ]);
  });

  it("is told for each region in which it is", () => {
    expect(issues(1).map(({ message }) => message)).toEqual([
      '"1" is too few in us-central1: 1 - 1 lost with one of 2 zones - 1 out for an upgrade leaves 0, 6 are needed (1200 rps / 200 rps); write at least 14, or leave it out',
      '"1" is too few in us-east1: 1 - 1 lost with one of 3 zones - 1 out for an upgrade leaves 0, 6 are needed (1200 rps / 200 rps); write at least 11, or leave it out',
    ]);
  });

  it("follows the service's own zones", () => {
    const zones = { "us-east1": ["b", "c"] };
    expect(issues(13, { zones }).map(({ message }) => message.slice(0, 31))).toEqual([
      '"13" is too few in us-central1:',
      '"13" is too few in us-east1: 13',
    ]);
  });

  it("of a single zone is asked for an upgrade only, and only where the service is", () => {
    const single: Partial<DescribedService> = {
      ...{ placement: "single-zone", zones: { "us-central1": ["a"] } },
    };
    expect(issues(7, single)).toEqual([]);
    expect(issues(6, single)).toEqual([
      {
        path,
        message:
          '"6" is too few in us-central1: 6 - 1 out for an upgrade leaves 5, 6 are needed (1200 rps / 200 rps); write at least 7, or leave it out',
      },
    ]);
  });

  it("is not asked for while the load or the zones could not be read", () => {
    const runs = { on: "instances", size: 1 } as const;
    const services = { accounts: { runs, load: { peak: 1200 } } };
    expect(sizesSuffice({ services, regions: { "us-east1": { zones: ["b", "c"] } } })).toEqual([]);
    const loaded = { accounts: { runs, load: { peak: 1200, perInstance: 200 } } };
    expect(sizesSuffice({ services: loaded, regions: { "us-east1": {} } })).toEqual([]);
  });
});
