import { CASES, REAL } from "../test/policy/gate/cases";
import { record } from "../test/policy/gate/corpus";
import { GateStage } from "../test/policy/gate/stage";

/**
 * Writes the previews that the gate is tried on: stands each system up in the sandbox, previews one
 * pull request after the other on it, and keeps what the gate reads. Those of the real CLI (`real`)
 * need `pulumi` on the PATH. Takes about twenty minutes; names such as `shop-smart` or
 * `online-bank.to-cold` choose some of them.
 */
async function main(chosen: readonly string[]): Promise<void> {
  const stages = [
    ...Object.entries(CASES).map(([system, cases]) => ({ label: system, system, cases })),
    { label: "real", system: "online-bank", cases: REAL },
  ];
  for (const { label, system, cases } of stages) {
    const wanted = cases.filter(({ name }) =>
      [label, `${label}.${name}`].some((one) => chosen.length === 0 || chosen.includes(one)),
    );
    if (wanted.length === 0) continue;
    const stage = await GateStage.open(system, { cli: label === "real" });
    try {
      for (const asked of wanted) console.log((await record(stage, asked)).join(", "));
    } finally {
      stage.close();
    }
  }
}

void main(process.argv.slice(2));
