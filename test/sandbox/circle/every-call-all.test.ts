import { MODES } from "../../stacks/runs";
import { describeEveryCall } from "./every-call";

jest.setTimeout(900_000);

for (const mode of MODES) {
  if (mode !== "hot") describeEveryCall("the other region's stack", mode);
  describeEveryCall("home's stack, which counts on the other region", mode);
}
