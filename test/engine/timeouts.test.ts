import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { askedTimeouts } from "../../engine/embedded/timeouts";

describe("the timeouts that a registration asks for", () => {
  it.each([
    ["90m", 5400],
    ["1h30m", 5400],
    ["1.5h", 5400],
    ["250ms", 0.25],
    ["45s", 45],
  ])("%s", (written, update) => {
    const asked = new RegisterResourceRequest.CustomTimeouts().setUpdate(written);
    expect(askedTimeouts(asked)).toEqual({ update });
  });

  it("are none where none is said", () => {
    expect(askedTimeouts(undefined)).toBeUndefined();
    expect(askedTimeouts(new RegisterResourceRequest.CustomTimeouts())).toBeUndefined();
  });
});
