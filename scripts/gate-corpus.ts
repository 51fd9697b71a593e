import { RECORDED } from "../test/policy/gate/cases";
import { record } from "../test/policy/gate/corpus";
import { GateStage } from "../test/policy/gate/stage";

/**
 * Writes the previews that the gate is tried on: stands each system up in the sandbox, previews one
 * pull request after the other on it, and keeps what the gate reads. Those of the bank are made by the
 * real CLI, and need `pulumi` on the PATH. Takes about half an hour; names such as `shop-smart` or
 * `online-bank.to-cold` choose some of them.
 */
async function main(chosen: readonly string[]): Promise<void> {
  for (const { label, system, cli, cases } of RECORDED) {
    const wanted = cases.filter(({ name }) =>
      [label, `${label}.${name}`].some((one) => chosen.length === 0 || chosen.includes(one)),
    );
    if (wanted.length === 0) continue;
    const stage = await GateStage.open(system, { cli, label });
    try {
      for (const asked of wanted) console.log((await record(stage, asked)).join(", "));
    } finally {
      stage.close();
    }
  }
}

void main(process.argv.slice(2));
