import { generationsOf, insert, remove } from "../../sandbox/kinds/storage/objects";
import { openSandbox } from "../../sandbox/sandbox";

/** Puts an object into a system's bucket of documents, or deletes all that is in there, versions and all. */
export function documents(store: string, work: "put" | "delete"): void {
  const sandbox = openSandbox({ file: store });
  sandbox.transact((cloud) => {
    for (const bucket of cloud.all("storage.Bucket")) {
      if (!bucket.name.includes("documents")) continue;
      if (work === "put") {
        insert(cloud, bucket, { name: "contract.pdf", content: "signed" });
        continue;
      }
      for (const { name, generation } of generationsOf(cloud, bucket.name)) {
        remove(cloud, bucket, name, { generation });
      }
    }
  });
  sandbox.close();
}
