import path from "node:path";
import { StateFile } from "../../../engine/embedded/deploy/state-file";
import { NOTHING } from "../../../engine/embedded/deploy/state";
import type { StackRun } from "../../../engine/stacks";
import { PASSPHRASE } from "../../../sandbox/deployer";
import { IDENTITIES } from "../../../sandbox/kinds/identities";
import type { JsonObject } from "../../../sandbox/json";
import { kindOf } from "../../../sandbox/provider/kind-of";
import { type MODES, PROJECT as DIRECTORY } from "../../stacks/runs";
import { Circle } from "./circle";
import {
  callsOf,
  differenceOf,
  disturbed,
  undisturbed,
  WAYS,
  type Beginning,
  type End,
  type Way,
} from "./cut-off";
import { up } from "./fork";
import { Recording } from "./recording";
import { differences } from "./same";

export type Mode = (typeof MODES)[number];

/** The bank's second stack from nothing, or the home region's that then counts on it. */
export type Which = "the other region's stack" | "home's stack, which counts on the other region";

/** Of a kind that the service numbers: what it was asked for twice, as after a lost answer, is there twice. */
const isNumbered = (kind: string) => /generated/.test(IDENTITIES[kind]?.id ?? "");
const DATABASE = "sql.DatabaseInstance";
/** A patch whose answer is lost is sent again, and Cloud SQL counts it again. */
const isAgain = (way: Way, line: string) =>
  way === "lost" && /^sql\.DatabaseInstance:.*\.(settings\.version|revision): /.test(line);
const kindOfId = (id: string) => id.split(":", 1)[0] ?? "";

/** Has each call of one deployment go wrong in every way, and the deployment run again. */
export function describeEveryCall(which: Which, standby: Mode): void {
  describe(`${which}, in ${standby}, whichever of its calls goes wrong`, () => {
    const bank = new Circle("online-bank.yaml", { standby });
    const recording = new Recording();
    let beginning: Beginning;
    let calls = 0;
    let expected: End;
    afterAll(() => {
      bank.remove();
      process.stdout.write(
        `every call: ${which}, ${standby}: ${calls} calls, ${WAYS.length} ways\n`,
      );
    });

    beforeAll(async () => {
      const run = await before(bank, which);
      const { stack, config } = run;
      const sandbox = bank.sandbox.fork();
      const file = path.join(bank.folder, "states", `${stack}.json`);
      const state = run === bank.home ? await StateFile.read(file, PASSPHRASE) : NOTHING;
      beginning = { sandbox, state, runner: recording.play };
      expected = await undisturbed(beginning, recording.record({ dir: DIRECTORY, stack, config }));
      calls = await callsOf(beginning);
    });

    it("is played back as the program itself did it", async () => {
      expect(calls).toBeGreaterThan(15);
      expect(await undisturbed(beginning)).toEqual(expected);
      expect(recording.strange).toEqual([]);
    });

    it.each(WAYS)("ends as if nothing had happened, with nothing twice: %s", async (way) => {
      const { wrong, twice } = await everyCall(way);
      expect(wrong).toEqual([]);
      // The provider asks again for what it had no answer to, and the service numbers each version.
      expect(twice).toHaveLength(way === "lost" ? numberedMade() : 0);
    });

    /** How one thing differs. */
    function linesOf(id: string, { cloud }: End): readonly string[] {
      const only = (all: End["cloud"]) =>
        new Map(id in all ? [[id, JSON.parse(JSON.stringify(all[id])) as JsonObject]] : []);
      return differences(only(expected.cloud), only(cloud));
    }

    function numberedMade(): number {
      const there = beginning.sandbox.transact(
        (cloud) => new Set([...cloud.all()].map(({ id }) => id)),
      );
      const ids = Object.keys(expected.cloud).filter((id) => isNumbered(kindOfId(id)));
      return ids.filter((id) => !there.has(id)).length;
    }

    /** What ends otherwise, by the number of the call; and what the service numbers and is there twice. */
    async function everyCall(way: Way) {
      const wrong: unknown[] = [];
      const twice: string[] = [];
      for (let nth = 1; nth <= calls; nth++) {
        const end = await disturbed(beginning, way, nth);
        const { cloud, state } = differenceOf(end, expected);
        const again = cloud.filter((id) => isNumbered(kindOfId(id)));
        twice.push(...again);
        const others = cloud.filter((id) => !again.includes(id));
        const about = state.filter((urn) => again.length === 0 || !isNumbered(kindOf(urn)));
        const lines = others
          .flatMap((id) => linesOf(id, end))
          .filter((line) => !isAgain(way, line));
        const isOnlyCounted = others.length > 0 && lines.length === 0;
        const left = isOnlyCounted ? about.filter((urn) => kindOf(urn) !== DATABASE) : about;
        if (lines.length + left.length > 0) wrong.push({ nth, lines, about: left });
      }
      return { wrong, twice };
    }
  });
}

/** Deploys what comes before; the stack that is next. */
async function before(bank: Circle, which: Which): Promise<StackRun> {
  await up(bank, bank.home);
  if (which === "the other region's stack") return bank.other;
  await up(bank, bank.other);
  bank.edit({ [`regions.${bank.other.region}.state`]: "standing" });
  return bank.home;
}
