import { EACH_TIME, standUpByCli } from "./real-cli";

describe("the real CLI in the sandbox, skipped without pulumi on the PATH", () => {
  standUpByCli(EACH_TIME);
});
