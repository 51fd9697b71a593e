import { DESCRIBED, inventoryOf, MODES, titleOf } from "./runs";
import type { Inventory } from "../../inventory/model";

/** Everything a stack says, with what it packs for others unpacked. */
function words(inventory: Inventory): string {
  const text = JSON.stringify(inventory);
  const bodies = [...text.matchAll(/"body":"([A-Za-z0-9+/=]+)"/g)].map(([, body = ""]) =>
    Buffer.from(body, "base64").toString(),
  );
  return [text, ...bodies].join("\n");
}

/** What one region's stack says does not lean on another region. */
export function independenceTests(): void {
  it.each(DESCRIBED.map((asked) => [titleOf(asked), asked] as const))(
    "hangs, in dr, on nothing of the prod stack: %s",
    async (_, asked) => {
      const { resources } = await inventoryOf("dr", asked);
      const needed = resources.flatMap(({ dependencies, propertyDependencies, parent }) => [
        ...dependencies,
        ...Object.values(propertyDependencies).flat(),
        ...(parent === undefined ? [] : [parent]),
      ]);
      expect(needed.filter((urn) => !urn.startsWith("urn:pulumi:dr::"))).toEqual([]);
      expect(resources.filter(({ type }) => type.includes("StackReference"))).toEqual([]);
    },
  );

  it.each(MODES)("names, in dr, nothing of a lost home region, in %s", async (mode) => {
    for (const instances of mode === "cold"
      ? (["described", "derived"] as const)
      : (["described"] as const)) {
      const asked = { mode, primary: "us-east1", other: "lost", instances } as const;
      expect(words(await inventoryOf("dr", asked))).not.toContain("us-central1");
    }
  });

  it("does name the home region while it stands, so that the check above can fail", async () => {
    const asked = {
      mode: "hot",
      primary: "us-central1",
      other: "standing",
      instances: "derived",
    } as const;
    expect(words(await inventoryOf("dr", asked))).toContain("us-central1");
  });

  it.each(MODES)(
    "names, in prod, nothing of a region that is still planned, in %s",
    async (mode) => {
      const asked = {
        mode,
        primary: "us-central1",
        other: "planned",
        instances: "described",
      } as const;
      expect(words(await inventoryOf("prod", asked))).not.toContain("us-east1");
    },
  );
}
