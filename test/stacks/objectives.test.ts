import path from "node:path";
import { runProgram } from "../../engine/embedded/run-program";
import { readStacks } from "../../engine/project";

const PROJECT = path.resolve(__dirname, "../..");

/** The home region's stack of the bank, whose other region is still planned. */
async function deployed(config: Readonly<Record<string, string>>) {
  const prod = readStacks(PROJECT).find(({ stack }) => stack === "prod");
  if (!prod) throw new Error("no prod");
  const { inventory, diagnostics, failed } = await runProgram({
    dir: PROJECT,
    stack: "prod",
    config: { ...prod.config, ...config },
    secretKeys: [...prod.secretKeys],
  });
  const said = (severity: string) =>
    diagnostics.filter((one) => one.severity === severity).map(({ message }) => message);
  return { inventory, failed, warnings: said("warning"), errors: said("error") };
}

const STANDING = { "regions.us-east1.state": "standing" };
const whatIf = (values: Readonly<Record<string, string>>) => ({
  "standby:what-if": JSON.stringify(values),
});

describe("the objectives in a deployment", () => {
  it("are warned of once, and come out as counts", async () => {
    const { inventory, warnings, failed } = await deployed({});
    expect(failed).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("no other region stands, so nothing can take over");
    expect(inventory.outputs).toMatchObject({
      objectives: { "breached-can-be-met": expect.any(Number), "met-unproven": expect.any(Number) },
    });
  });

  it("refuse it where that is wanted, before anything is registered", async () => {
    const slow = { ...STANDING, "escalation.diagnosis": "5 hours" };
    const { inventory, errors, failed } = await deployed({
      "standby:assess": "fail",
      ...whatIf(slow),
    });
    expect(failed).toBe(true);
    expect(errors.join("\n")).toContain("standby:assess is fail, so nothing is deployed");
    expect(inventory.resources.filter(({ custom }) => custom)).toEqual([]);
  });

  it("are left alone where that is wanted", async () => {
    const { inventory, warnings } = await deployed({ "standby:assess": "off" });
    expect(warnings).toEqual([]);
    expect(inventory.outputs).not.toHaveProperty("objectives");
  });
});
