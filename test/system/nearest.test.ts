import * as fc from "fast-check";
import { nearest } from "../../system/nearest";

const regions = ["us-central1", "us-east1", "us-west1", "europe-west1"];

describe("nearest", () => {
  it.each([
    ["us-centrl1", "us-central1"],
    ["us-cnetral1", "us-central1"],
    ["EUROPE-WEST1", "europe-west1"],
    ["europe-west", "europe-west1"],
  ])("takes %s for %s", (typed, meant) => {
    expect(nearest(typed, regions)).toBe(meant);
  });

  it.each(["asia", "", "x", "northamerica-northeast1"])("guesses nothing for %j", (typed) => {
    expect(nearest(typed, regions)).toBeUndefined();
  });

  it("finds a word that is there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.nat(),
        (words, at) => {
          const word = words[at % words.length] ?? "";
          expect(nearest(word, words)?.toLowerCase()).toBe(word.toLowerCase());
        },
      ),
    );
  });

  it("finds a word that lost one of at least three letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (word, at) => {
        const place = at % word.length;
        expect(nearest(word.slice(0, place) + word.slice(place + 1), [word])).toBe(word);
      }),
    );
  });
});
