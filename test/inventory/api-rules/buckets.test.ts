import { bucketRules } from "../../../inventory/api-rules/bucket";
import { bucket } from "../good-data";
import { check, holdRules } from "./hold";

describe("buckets", () => {
  const regional = () =>
    bucket({ location: "us-central1", customPlacementConfig: undefined, rpo: undefined });
  const locked = () => bucket({ retentionPolicy: { retentionPeriod: "2592000" } });

  holdRules(bucketRules, [
    [
      "bucket/soft-delete",
      [bucket()],
      { "softDeletePolicy.retentionDurationSeconds": 86400 },
      [
        'softDeletePolicy.retentionDurationSeconds: "86400" is neither 0 nor from 604800 to 7776000 (7 to 90 days); use 2592000 for 30 days',
      ],
    ],
    [
      "bucket/rpo",
      [bucket()],
      { rpo: "TURBO" },
      ['rpo: "TURBO" is not one of DEFAULT, ASYNC_TURBO; use one of these'],
    ],
    [
      "bucket/rpo-in-one-region",
      [regional()],
      { rpo: "DEFAULT" },
      ['rpo: doesn\'t go with the single region "us-central1"; leave it out, or use a dual-region'],
    ],
    [
      "bucket/turbo-needs-dual-region",
      [bucket({ rpo: "DEFAULT", customPlacementConfig: undefined })],
      { rpo: "ASYNC_TURBO" },
      [
        'rpo: "ASYNC_TURBO" needs a dual-region, not "US"; give customPlacementConfig, or use DEFAULT',
      ],
    ],
    [
      "bucket/placement",
      [bucket()],
      { "customPlacementConfig.dataLocations": ["US-CENTRAL1"] },
      ['customPlacementConfig.dataLocations: has "1" entries; give exactly 2 regions'],
    ],
    [
      "bucket/placement",
      [bucket()],
      { "customPlacementConfig.dataLocations": ["US-CENTRAL1", "us-central1"] },
      [
        'customPlacementConfig.dataLocations: "US-CENTRAL1" stands there twice; give two different regions',
      ],
    ],
    [
      "bucket/placement",
      [bucket()],
      { location: "us-central1" },
      ['location: "us-central1" can\'t be divided; use US, EU or ASIA with customPlacementConfig'],
    ],
    [
      "bucket/name",
      [bucket()],
      { name: "Bank" },
      [
        'name: "Bank" is no bucket\'s name: lower-case letters, digits, dashes, underscores and dots, a letter or digit at both ends; rename it',
      ],
    ],
    [
      "bucket/name",
      [bucket()],
      { name: "ab" },
      ['name: "ab" has 2 characters, a bucket\'s name takes 3 to 63; change it'],
    ],
    [
      "bucket/name",
      [bucket()],
      { name: "192.168.5.4" },
      ['name: "192.168.5.4" looks like an IP address; rename it'],
    ],
    [
      "bucket/name",
      [bucket()],
      { name: "goog-bank" },
      ['name: "goog-bank" starts with "goog" or contains "google", which is reserved; rename it'],
    ],
    [
      "bucket/name",
      [bucket()],
      { name: "bank..docs" },
      [
        'name: "bank..docs" has a part between dots that is empty or above 63 characters; rename it',
      ],
    ],
    [
      "bucket/retention",
      [locked()],
      { "retentionPolicy.retentionPeriod": "30 days" },
      [
        'retentionPolicy.retentionPeriod: "30 days" is not a number of seconds from 1 to 3155760000; write "2592000" for 30 days',
      ],
    ],
    [
      "bucket/public-access",
      [bucket()],
      { publicAccessPrevention: "ENFORCED" },
      ['publicAccessPrevention: "ENFORCED" is not one of enforced, inherited; use enforced'],
    ],
    [
      "bucket/storage-class",
      [bucket()],
      { storageClass: "COLD" },
      [
        'storageClass: "COLD" is not one of STANDARD, NEARLINE, COLDLINE, ARCHIVE; use one of these',
      ],
    ],
    [
      "bucket/lifecycle-action",
      [bucket()],
      { lifecycleRules: [{ action: { type: "Remove" }, condition: { age: 7 } }] },
      [
        'lifecycleRules[0].action.type: "Remove" is not one of Delete, SetStorageClass, AbortIncompleteMultipartUpload; use one of these',
      ],
    ],
  ]);

  it.each([0, 604800, 7776000])("allows a soft delete of %d seconds", (seconds) => {
    expect(check([bucket({ softDeletePolicy: { retentionDurationSeconds: seconds } })])).toEqual(
      [],
    );
  });

  it("knows the dual-regions that have a name", () => {
    expect(check([bucket({ location: "nam4", customPlacementConfig: undefined })])).toEqual([]);
  });
});
