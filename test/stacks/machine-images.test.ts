import type { Inventory } from "../../inventory/model";
import { both, type Draft, of, one, variant } from "./variant";

const jobs = (inventory: Inventory) =>
  of(inventory, "cloudscheduler/job").filter(({ name }) => name.startsWith("images-"));

/** What the job of a disk hands to the workflow. */
function handed(inventory: Inventory): unknown {
  const target = jobs(inventory)[0]?.inputs["httpTarget"] as Draft;
  return JSON.parse(JSON.parse(Buffer.from(target.body, "base64").toString()).argument);
}

describe("images of the machine that has a disk", () => {
  it("are made daily where the disk is written to, and kept around the region", async () => {
    const { prod, dr } = await both(
      variant("api-platform", "images", (draft: Draft) => {
        draft.data.volume.machineImages = true;
      }),
    );
    expect(jobs(prod).map(({ inputs }) => [inputs["schedule"], inputs["paused"]])).toEqual([
      ["17 2 * * *", false],
    ]);
    expect(jobs(dr).map(({ inputs }) => inputs["paused"])).toEqual([true]);
    expect(handed(prod)).toEqual({
      disk: "projects/example-bank-prod/regions/us-central1/disks/api-platform-volume-us-central1-1",
      project: "example-bank-prod",
      beginning: "api-platform-volume-us-central1-",
      location: "us",
      keep: 1_209_600,
    });
    expect(one(prod, "workflows/workflow", "images-us-central1")).toMatchObject({
      name: "api-platform-images-us-central1",
      serviceAccount: "api-platform-images@example-bank-prod.iam.gserviceaccount.com",
    });
    const role = one(prod, "projects/iAMCustomRole", "images");
    expect(role?.["permissions"]).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/instances\.(delete|set|stop)|disks\.delete/)]),
    );
    expect(of(dr, "projects/iAMCustomRole").map(({ name }) => name)).not.toContain("images");
  }, 60_000);
});
