import path from "node:path";
import { runProgram } from "../../engine/embedded/run-program";
import { readStacks } from "../../engine/project";
import { fromPreview } from "../../inventory/preview-json";
import { realPreview, realPulumi } from "./real-cli";

const SHOP = path.join(__dirname, "fixtures/shop");
const withCli = realPulumi() === undefined ? it.skip : it;

describe("the embedded engine beside Pulumi's own", () => {
  // The provider that stands in makes up no names, so here neither does ours.
  withCli("registers the same resources (skipped without pulumi on the PATH)", async () => {
    const [prod] = readStacks(SHOP);
    const real = fromPreview(await realPreview(SHOP, "prod"));
    const ours = await runProgram({
      dir: SHOP,
      stack: "prod",
      config: prod?.config ?? {},
      autoNames: () => undefined,
    });
    expect(ours.diagnostics).toEqual([]);
    expect(real.resources.length).toBeGreaterThan(15);
    expect(ours.inventory.resources).toEqual(real.resources);
    const timeouts = real.resources.flatMap((resource) => resource.timeouts ?? []);
    expect(timeouts).toEqual([{ create: 5400, update: 7200 }]);
  });
});
