import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Topology } from "../topology/model";
import { bucketName, FALLBACK } from "../topology/naming";
import { multiRegionAround } from "../topology/places";
import { fallbackPages } from "../topology/services";
import { childOf } from "./options";

export interface FallbackArgs {
  readonly topology: Topology;
}

/**
 * The pages that users see while nobody behind the load balancer can answer.
 *
 * In a bucket over several regions, so it survives the loss of any; the load balancer keeps copies
 * close to users. Only the load balancer's own identity may read the bucket. Costs next to nothing,
 * in standby as well. Each page begins as a few words; what is put in its place is left alone.
 * Doesn't cover the loss of the load balancer that shows them.
 *
 * That identity comes into being with a project's first backend bucket, so a first deployment may
 * fail at the grant; the next one goes on.
 *
 * @example
 * // systems/shop-smart.yaml, us-central1
 * new Fallback("fallback", { topology });
 * // registers storage.Bucket, compute.BackendBucket, storage.BucketObject, storage.BucketIAMMember
 */
export class Fallback extends pulumi.ComponentResource {
  /** Link of the backend bucket. */
  readonly service: pulumi.Output<string>;

  constructor(name: string, { topology }: FallbackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Fallback", name, {}, opts);
    const child = childOf(this, opts);
    const bucket = new gcp.storage.Bucket(name, bucketInputs(topology), {
      ...child,
      protect: true,
    });
    const backend = new gcp.compute.BackendBucket(
      name,
      { bucketName: bucket.name, enableCdn: true, cdnPolicy: CACHING },
      child,
    );
    new gcp.storage.BucketIAMMember(
      `${name}-pages`,
      {
        bucket: bucket.name,
        role: "roles/storage.objectViewer",
        member: bucket.projectNumber.apply(
          (number) => `serviceAccount:service-${number}@https-lb.iam.gserviceaccount.com`,
        ),
      },
      { parent: this, dependsOn: [backend] },
    );
    for (const page of fallbackPages(topology)) {
      new gcp.storage.BucketObject(
        `${name}${page.replaceAll("/", "-")}`,
        {
          bucket: bucket.name,
          name: page.slice(1),
          contentType: "text/html; charset=utf-8",
          cacheControl: "public, max-age=60",
          content: PAGE,
        },
        // Somebody's better page stays.
        {
          parent: this,
          ignoreChanges: ["content", "contentType", "cacheControl", "detectMd5hash"],
        },
      );
    }
    this.service = backend.id;
    this.registerOutputs({ service: this.service });
  }
}

function bucketInputs({ naming, home }: Topology): gcp.storage.BucketArgs {
  return {
    name: bucketName(naming, FALLBACK),
    location: multiRegionAround(home),
    storageClass: "STANDARD",
    uniformBucketLevelAccess: true,
    publicAccessPrevention: "enforced",
    versioning: { enabled: true },
    softDeletePolicy: { retentionDurationSeconds: 7 * 86_400 },
    lifecycleRules: [
      {
        action: { type: "Delete" },
        condition: { daysSinceNoncurrentTime: 30, withState: "ARCHIVED" },
      },
    ],
  };
}

/** Kept by force, because private buckets are read through the cache alone; in seconds. */
const CACHING = {
  cacheMode: "FORCE_CACHE_ALL",
  defaultTtl: 60,
  clientTtl: 60,
  serveWhileStale: 86_400,
};

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Back in a moment</title>
  <p>This part of the site can't answer just now. Please try again in a few minutes.</p>
</html>
`;
