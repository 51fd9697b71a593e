import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { HOUR } from "../system/units";
import type { WarehouseStore } from "../system/kinds/bigquery";
import { datasetId, type Naming } from "../topology/naming";
import type { Grants, Keeper } from "./keeping";
import { childOf } from "./options";

export interface WarehouseArgs {
  readonly naming: Naming;
  readonly store: WarehouseStore;
  /** Key of a location, if it is the system's own: that of the copy is another. */
  readonly keyAt?: (location: string) => pulumi.Input<string> | undefined;
  /** Accounts of the services that use it, as IAM members, by service. */
  readonly users: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A BigQuery dataset, and a copy of it in another region where one is described.
 *
 * Survives the loss of a zone. A multi-region location alone does not promise to survive the loss
 * of a region: the copy does, up to a day old. Costs its storage, and the copy's, in standby and in
 * every mode the same. What was deleted comes back by time travel, within the described window.
 * Doesn't cover what was loaded after the last copy, nor deletion noticed later than that window.
 *
 * @example
 * // systems/click-travel.yaml, us-central1
 * const { naming, system } = topology;
 * const users = { analytics: `serviceAccount:${shared.account("analytics")}` };
 * new Warehouse("analytics-db", { naming, store: system.data["analytics-db"], users });
 * // registers bigquery.Dataset, bigquery.DatasetIamMember
 */
export class Warehouse extends pulumi.ComponentResource {
  /** Id of the dataset. */
  readonly dataset: pulumi.Output<string>;

  constructor(name: string, args: WarehouseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("standby:index:Warehouse", name, {}, opts);
    const { naming, store, users, keyAt } = args;
    const kept = { ...childOf(this, opts), protect: true };
    const dataset = new gcp.bigquery.Dataset(
      name,
      datasetInputs(datasetId(naming, name), store.location, store, keyAt?.(store.location)),
      kept,
    );
    this.dataset = dataset.datasetId;
    for (const [user, member] of Object.entries(users)) {
      new gcp.bigquery.DatasetIamMember(
        `${name}-${user}`,
        { datasetId: dataset.datasetId, role: "roles/bigquery.dataEditor", member },
        { parent: this },
      );
    }
    if (store.copyTo !== undefined) this.copy(name, args, dataset, store.copyTo, kept);
    this.registerOutputs({ dataset: this.dataset });
  }

  private copy(
    name: string,
    { naming, store, keyAt }: WarehouseArgs,
    dataset: gcp.bigquery.Dataset,
    location: string,
    kept: pulumi.CustomResourceOptions,
  ): void {
    const key = keyAt?.(location);
    const target = new gcp.bigquery.Dataset(
      `${name}-copy`,
      datasetInputs(datasetId(naming, `${name}-copy`), location, store, key),
      kept,
    );
    new gcp.bigquery.DataTransferConfig(
      `${name}-copy`,
      {
        displayName: `${name} to ${location}`,
        dataSourceId: "cross_region_copy",
        location,
        destinationDatasetId: target.datasetId,
        schedule: "every 24 hours",
        ...(key === undefined ? {} : { encryptionConfiguration: { kmsKeyName: key } }),
        params: {
          source_project_id: naming.project,
          source_dataset_id: dataset.datasetId,
          overwrite_destination_table: "true",
        },
      },
      { parent: this },
    );
  }
}

function datasetInputs(
  id: string,
  location: string,
  { timeTravel }: WarehouseStore,
  key: pulumi.Input<string> | undefined,
): gcp.bigquery.DatasetArgs {
  return {
    datasetId: id,
    location,
    maxTimeTravelHours: String(Math.round(timeTravel / HOUR)),
    deleteContentsOnDestroy: false,
    ...(key === undefined ? {} : { defaultEncryptionConfiguration: { kmsKeyName: key } }),
  };
}

export const warehouseKeeper: Keeper<WarehouseStore> = {
  keep(name, store, { naming, users, keyAt, after }) {
    new Warehouse(name, { naming, store, users, keyAt }, after("bigquery", "bigquerydatatransfer"));
  },
};

/** Who may read a dataset may not yet run a query: that is the project's to allow. */
export const warehouseGrants: Grants = () => ({ queries: { role: "roles/bigquery.jobUser" } });
