import type { Change, Mutant } from "../mutate";

const needs = ["prod projects.Service compute"] as const;

/** A disk of the primary region with its schedule, beside what the bank has. */
export function disk(set: Readonly<Record<string, unknown>> = {}, protect = true): Change[] {
  const name = "online-bank-volume-us-central1-1";
  return [
    {
      ...{ at: `prod compute.RegionDisk ${name}`, is: "new", needs, options: { protect } },
      set: {
        ...{ name, region: "us-central1", replicaZones: ["us-central1-a", "us-central1-b"] },
        ...set,
      },
    },
    {
      ...{ at: "prod compute.RegionDiskResourcePolicyAttachment volume", is: "new", needs },
      set: { disk: name, name: "late", region: "us-central1" },
    },
  ];
}

/** What is wrong with disks. */
export const disks: readonly Mutant[] = [
  {
    rule: "R27",
    what: "a disk that nobody snapshots",
    changes: disk().slice(0, 1),
    says: [
      "prod online-bank-volume-us-central1-1 : has no snapshot schedule, so what is overwritten by mistake is gone; attach one",
    ],
  },
  {
    rule: "R29",
    what: "a disk that a destroy takes along",
    changes: disk({}, false),
    says: [
      "prod online-bank-volume-us-central1-1 : isn't protected: a destroy would take it along, and others hang on it; give the option protect",
    ],
  },
  {
    rule: "R36",
    what: "a disk in a zone that isn't described",
    changes: disk({ replicaZones: ["us-central1-a", "us-central1-f"] }),
    says: [
      'prod online-bank-volume-us-central1-1 replicaZones: "us-central1-f" isn\'t described; use us-central1-a, us-central1-b',
    ],
  },
  {
    rule: "R25",
    what: "a disk that is cloned from another region",
    changes: disk({ sourceDisk: "projects/p/regions/us-east1/disks/volume" }),
    says: [
      'prod online-bank-volume-us-central1-1 sourceDisk: "projects/p/regions/us-east1/disks/volume" is in another region than "us-central1"; use what is in the same region, or global',
    ],
  },
  {
    rule: "R9",
    what: "a disk with another region's key",
    changes: disk({
      diskEncryptionKey: {
        kmsKeyName: "projects/p/locations/us-east1/keyRings/k/cryptoKeys/volume",
      },
    }),
    says: [
      'prod online-bank-volume-us-central1-1 diskEncryptionKey.kmsKeyName: the key is in "us-east1" and the data in "us-central1"; use a key of "us-central1"',
    ],
  },
];
