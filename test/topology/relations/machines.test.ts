import { machineTypeProblem } from "../../../topology/machine-types";
import { machinesExist } from "../../../topology/relations/machines";

describe("machine types that Google doesn't have", () => {
  it.each([
    ...["e2-medium", "e2-standard-2", "n1-standard-1", "n2-highmem-128", "n2d-highcpu-224"],
    ...["c2d-standard-56", "t2d-standard-60", "c4-standard-8", "c4d-standard-384-metal"],
    ...["custom-4-8192", "n2-custom-6-20480-ext", "e2-custom-micro-1024", "m4-megamem-28"],
  ])("are none of those that it has: %s", (machineType) => {
    expect(machineTypeProblem(machineType)).toBeUndefined();
  });

  it.each([
    ["e3-standard-2", 'is of no machine series of Google Cloud; did you mean "e2-standard-2"?'],
    ["e2-standart-2", 'is no machine type of e2; did you mean "e2-standard-2"?'],
    [
      "e2-highmem-32",
      "is no machine type of e2; it has highmem-2, highmem-4, highmem-8, highmem-16",
    ],
    [
      "c2-highmem-4",
      "is no machine type of c2; it has standard-4, standard-8, standard-16, standard-30, standard-60",
    ],
  ])("are told with what was meant: %s", (machineType, problem) => {
    expect(machineTypeProblem(machineType)).toBe(`"${machineType}" ${problem}`);
  });

  it("are told of instances, workers and nodes, each at its place; pods have none", () => {
    const image = "x";
    const issues = machinesExist({
      services: {
        web: { runs: { on: "instances", machineType: "c99-standard-2", image } },
        queue: { runs: { on: "workers", machineType: "e2-small", image } },
        shop: { runs: { on: "kubernetes", image } },
      },
      kubernetes: { machineType: "e2-standard-64" },
    });
    expect(issues.map(({ path }) => path.join("."))).toEqual([
      "services.web.runs.machineType",
      "kubernetes.machineType",
    ]);
    expect(issues[0]?.message).toContain("there are c2, c2d, e2,");
  });
});
