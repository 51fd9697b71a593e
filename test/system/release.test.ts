import { releaseEdits } from "../../system/release";
import type { System } from "../../system/schema/system";

const [OLD, NEW] = ["a", "b"].map((digit) => `registry.example/web@sha256:${digit.repeat(64)}`);
const one = (release: object) =>
  ({ services: { web: { runs: { image: OLD }, release } } }) as unknown as Pick<System, "services">;
const rolling = one({ strategy: "rolling" });
const waiting = one({ strategy: "canary" });
const onTrial = one({ strategy: "canary", next: NEW });
const [RUNS, NEXT] = ["services.web.runs.image", "services.web.release.next"] as const;

describe("a step of a release", () => {
  it("brings a version in on trial where there is a canary, else at once", () => {
    expect(releaseEdits(waiting, "web", "next", NEW)).toEqual({ edits: { [NEXT]: NEW } });
    expect(releaseEdits(rolling, "web", "next", NEW)).toEqual({ edits: { [RUNS]: NEW } });
  });

  it("brings it everywhere, in one edit", () => {
    expect(releaseEdits(onTrial, "web", "all")).toEqual({ edits: { [RUNS]: NEW, [NEXT]: null } });
  });

  it("goes back: from a trial by taking it out, else to the image that is named", () => {
    expect(releaseEdits(onTrial, "web", "back")).toEqual({ edits: { [NEXT]: null } });
    expect(releaseEdits(rolling, "web", "back", OLD)).toEqual({ edits: { [RUNS]: OLD } });
  });

  it.each([
    [releaseEdits(waiting, "wbe", "all"), `"wbe" is not a service; did you mean "web"?`],
    [releaseEdits(waiting, "billing", "all"), `"billing" is not a service; there are web`],
    [releaseEdits(waiting, "web", "next"), "name the image by its digest"],
    [releaseEdits(waiting, "web", "next", OLD), "web runs that image already"],
    [releaseEdits(waiting, "web", "all"), "web has no version on trial"],
    [
      releaseEdits(waiting, "web", "back"),
      "web has no version on trial; name the image to go back to",
    ],
  ])("says why it can't: %j", (release, problem) => {
    expect(release).toEqual({ problem });
  });
});
