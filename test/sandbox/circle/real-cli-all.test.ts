import { MODES } from "../../stacks/runs";
import { EACH_TIME, standUpByCli } from "./real-cli";

const SYSTEMS = ["online-bank.yaml", "click-travel.yaml", "shop-smart.yaml", "api-platform.yaml"];

const REST = SYSTEMS.flatMap((system) => MODES.map((mode) => [system, mode] as const)).filter(
  ([system, mode]) => !EACH_TIME.some(([one, its]) => one === system && its === mode),
);

describe("the real CLI in the sandbox, skipped without pulumi on the PATH", () => {
  standUpByCli(REST);
});
