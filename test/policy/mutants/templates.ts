import type { Mutant } from "../mutate";

export const templates: readonly Mutant[] = [
  {
    rule: "R24",
    what: "a family of images",
    changes: [
      {
        at: "prod compute.RegionInstanceTemplate web-us-central1",
        set: { "disks.0.sourceImage": "projects/cos-cloud/global/images/family/cos-stable" },
      },
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: { "disks.0.sourceImage": "projects/cos-cloud/global/images/family/cos-stable" },
      },
    ],
    says: [
      'dr web-us-east1 disks[0].sourceImage: "projects/cos-cloud/global/images/family/cos-stable" is a family, so each region boots another image; name one image',
      'prod web-us-central1 disks[0].sourceImage: "projects/cos-cloud/global/images/family/cos-stable" is a family, so each region boots another image; name one image',
    ],
  },
  {
    rule: "R24",
    what: "a container by its tag",
    changes: [
      {
        at: "prod compute.RegionInstanceTemplate web-us-central1",
        set: { "metadata.user-data": "docker run us-docker.pkg.dev/bank/apps/web:latest" },
      },
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: { "metadata.user-data": "docker run us-docker.pkg.dev/bank/apps/web:latest" },
      },
    ],
    says: [
      'dr web-us-east1 metadata.user-data: "us-docker.pkg.dev/bank/apps/web:latest" isn\'t pinned by its digest, so each region runs another version; add @sha256:…',
      'prod web-us-central1 metadata.user-data: "us-docker.pkg.dev/bank/apps/web:latest" isn\'t pinned by its digest, so each region runs another version; add @sha256:…',
    ],
  },
  {
    rule: "R24",
    what: "a registry in one region",
    changes: [
      {
        at: "prod compute.RegionInstanceTemplate web-us-central1",
        set: {
          "metadata.user-data": "docker run europe-west1-docker.pkg.dev/bank/apps/web@sha256:00",
        },
      },
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: {
          "metadata.user-data": "docker run europe-west1-docker.pkg.dev/bank/apps/web@sha256:00",
        },
      },
    ],
    says: [
      'dr web-us-east1 metadata.user-data: "europe-west1-docker.pkg.dev/bank/apps/web" is kept in "europe-west1" alone, and can\'t be fetched once that is lost; use a multi-regional registry',
      'prod web-us-central1 metadata.user-data: "europe-west1-docker.pkg.dev/bank/apps/web" is kept in "europe-west1" alone, and can\'t be fetched once that is lost; use a multi-regional registry',
    ],
  },
  {
    rule: "R26",
    what: "another machine in one region",
    changes: [
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: { machineType: "e2-standard-4" },
      },
    ],
    says: [
      "dr web-us-east1 machineType: isn't what it is in \"us-central1\", so the service isn't the same there; make them equal",
    ],
  },
  {
    rule: "R26",
    what: "something more in one region",
    changes: [
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: { minCpuPlatform: "Intel Cascade Lake" },
      },
    ],
    says: [
      "dr web-us-east1 minCpuPlatform: isn't given in \"us-central1\", so the service isn't the same there; make them equal",
    ],
  },
  {
    rule: "R27",
    what: "disks that stay",
    changes: [
      {
        at: "prod compute.RegionInstanceTemplate web-us-central1",
        set: { "disks.0.autoDelete": false },
      },
      {
        at: "dr compute.RegionInstanceTemplate web-us-east1",
        set: { "disks.0.autoDelete": false },
      },
    ],
    says: [
      'dr web-us-east1 disks[0].autoDelete: "false" leaves a disk behind for every instance that is replaced; leave it out',
      'prod web-us-central1 disks[0].autoDelete: "false" leaves a disk behind for every instance that is replaced; leave it out',
    ],
  },
  {
    rule: "R27",
    what: "instances with state",
    changes: [
      {
        at: "prod compute.RegionInstanceGroupManager web-us-central1",
        set: { statefulDisks: [{ deviceName: "data" }] },
      },
    ],
    says: [
      "prod web-us-central1 statefulDisks: binds data to an instance, which can't be started in another region; keep data in a store",
    ],
  },
  {
    rule: "R27",
    what: "snapshots in the disk's region",
    changes: [
      {
        at: "dr compute.ResourcePolicy accounts-us-east1",
        set: { "snapshotSchedulePolicy.snapshotProperties.storageLocations": "us-east1" },
      },
    ],
    says: [
      'dr accounts-us-east1 snapshotSchedulePolicy.snapshotProperties.storageLocations: "us-east1" is the disk\'s own region: snapshots may go with it; use a multi-region, such as us',
    ],
  },
  {
    rule: "R27",
    what: "snapshots wherever",
    changes: [
      {
        at: "dr compute.ResourcePolicy accounts-us-east1",
        set: { "snapshotSchedulePolicy.snapshotProperties.storageLocations": undefined },
      },
    ],
    says: [
      "dr accounts-us-east1 snapshotSchedulePolicy.snapshotProperties.storageLocations: is missing: snapshots may go with it; use a multi-region, such as us",
    ],
  },
  {
    rule: "R31",
    what: "a template with a literal name",
    changes: [{ at: "prod compute.RegionInstanceTemplate web-us-central1", set: { name: "web" } }],
    says: [
      'prod web-us-central1 name: "web" can\'t be there twice, so a replacement would have to delete it while it is in use; leave it out',
    ],
  },
  {
    rule: "R39",
    what: "a template that belongs to nothing",
    changes: [
      {
        at: "prod compute.RegionInstanceTemplate web-us-central1",
        set: { "labels.system": undefined },
      },
      { at: "dr compute.RegionInstanceTemplate web-us-east1", set: { "labels.system": undefined } },
    ],
    says: [
      "dr web-us-east1 labels.system: is missing, so costs and logs can't be told apart; add it",
      "prod web-us-central1 labels.system: is missing, so costs and logs can't be told apart; add it",
    ],
  },
  {
    rule: "R39",
    what: "a role in a label",
    changes: [{ at: "prod storage.Bucket documents", set: { labels: { region: "primary" } } }],
    says: [
      'prod documents labels: "region=primary" is a role, which changes with a switchover; take it out',
    ],
  },
  {
    rule: "R39",
    what: "a role in a database's label",
    changes: [
      {
        at: "prod sql.DatabaseInstance online-bank-accounts-db-us-central1-1",
        set: { "settings.userLabels": { role: "writer" } },
      },
    ],
    says: [
      'prod online-bank-accounts-db-us-central1-1 settings.userLabels: "role=writer" is a role, which changes with a switchover; take it out',
    ],
  },
];
