import { firstUpTests } from "./first-up";
import { goldenTests } from "./golden";
import { identityTests } from "./identity";
import { independenceTests } from "./independence";
import { monitoringTests } from "./monitoring";
import { DERIVED, DESCRIBED, inventoryOf } from "./runs";
import { safetyTests } from "./safety";

// One file, so that all tests share the runs: a run is a process of its own.
beforeAll(async () => {
  await Promise.all(
    [...DESCRIBED, ...DERIVED].flatMap((asked) => [
      inventoryOf("prod", asked),
      inventoryOf("dr", asked),
    ]),
  );
}, 300_000);

describe("identity by region, role as data", identityTests);
describe("independence of regions", independenceTests);
describe("the first deployment", firstUpTests);
describe("safety", safetyTests);
describe("monitoring", monitoringTests);
describe("golden inventories", goldenTests);
