import type { Case } from "../stacks/runs";
import { titleOf } from "../stacks/runs";
import { bankIn, evaluated, said } from "./bank";

const CASES: readonly Case[] = [
  { mode: "hot", primary: "us-central1", other: "standing", instances: "described" },
  { mode: "warm", primary: "us-east1", other: "standing", instances: "described" },
  { mode: "cold", primary: "us-central1", other: "planned", instances: "derived" },
  { mode: "hot", primary: "us-east1", other: "lost", instances: "described" },
];

describe("the bank", () => {
  it.each(CASES.map((asked) => [titleOf(asked), asked] as const))(
    "breaks no rule: %s",
    async (_, asked) => {
      expect(said(evaluated(await bankIn(asked)))).toEqual([]);
    },
  );
});
