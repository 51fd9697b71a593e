import type { Context } from "../../../recovery/execute/context";
import { type Executed, execute, type Execution } from "../../../recovery/execute/execute";
import { Hosts } from "../../../recovery/execute/hosts";
import type { Entry, Journal } from "../../../recovery/execute/journal";
import { Leases } from "../../../recovery/execute/lease";
import { mirrored } from "../../../recovery/execute/mirror";
import { Rest } from "../../../recovery/execute/rest";
import type { Plan } from "../../../recovery/model";
import type { DescriptionSeen, Observed } from "../../../recovery/observed";
import { closing, describe, opening } from "../../../recovery/plan/bracket";
import { inOrder } from "../../../recovery/plan/order";
import { decision, evidence } from "../../../recovery/plan/people";
import { DrillClock } from "../../../sandbox/drill/time";
import { restFace } from "../../../sandbox/rest/face";
import { sandboxFetch } from "../../../sandbox/rest/fetch";
import { storageRoutes } from "../../../sandbox/rest/storage";
import { openSandbox } from "../../../sandbox/sandbox";
import { setting } from "../plan/fixtures";

const SETTING = setting("online-bank", "hot");
const PROJECT = "sandbox-test";
const BUCKET = "sandbox-test-recovery";

/** What begins and ends every recovery, with one change in between. */
export const BRACKET: Plan = {
  system: "online-bank",
  verb: "switchover",
  of: "us-east1",
  title: "the bracket alone",
  detection: [],
  steps: inOrder([
    evidence(SETTING, "both regions"),
    decision(SETTING, "go on"),
    ...opening(SETTING),
    describe(SETTING, { primary: "us-east1" }, ["freeze-deployments"]),
    ...closing(SETTING, { after: ["write-description"], stacks: ["us-east1"] }),
  ]),
  loss: {},
  obligations: [],
};

/** The machine that the executor runs on is gone. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** A cloud with nothing but the bucket of leases, a description and a stack. */
export class World {
  readonly sandbox = openSandbox();
  readonly clock = new DrillClock(this.sandbox);
  readonly entries: Entry[] = [];
  readonly described = { primary: "us-central1" };
  readonly asked: string[] = [];
  readonly writes: string[] = [];
  /** Effects and notes after which the executor is killed; counted down. */
  lives = Number.POSITIVE_INFINITY;

  constructor() {
    this.sandbox.transact((cloud) => {
      const place = { project: PROJECT, location: "US", name: BUCKET };
      cloud.create({ kind: "storage.Bucket", ...place }, { name: BUCKET, location: "US" });
    });
  }

  readonly hosts = new Hosts(PROJECT);

  get rest(): Rest {
    return this.#rest();
  }

  get leases(): Leases {
    return new Leases(this.#rest(), this.hosts, BUCKET);
  }

  /** What others do while a person decides. */
  whileAsked: () => Promise<void> = () => Promise.resolve();

  #since: string | undefined;

  /** Whether what is noted is kept beside the lease as well. */
  mirrors = false;
  readonly said: string[] = [];
  /** Calls that are answered with 403. */
  refuses: (url: string) => boolean = () => false;

  run(holder = "anna", more: Partial<Execution> = {}): Promise<Executed> {
    const { clock } = this;
    const context = this.#context(holder);
    const observe = () => this.#look(context.leases);
    const own = this.#journal();
    const journal = this.mirrors ? this.#mirrored(own, context) : own;
    return execute({ plan: BRACKET, context, clock, journal, observe, ...more });
  }

  #mirrored(journal: Journal, { lease, leases }: Context): Journal {
    const begun = { plan: BRACKET, before: "us-central1", lease };
    const said = (why: string) => void this.said.push(why);
    return mirrored(journal, { begun, leases, text: () => this.described.primary, said });
  }

  #context(holder: string): Context {
    const rest = this.#rest();
    const hosts = new Hosts(PROJECT);
    // A rerun goes on with the lease that was written first.
    this.#since ??= new Date(this.clock.now()).toISOString();
    const since = this.#since;
    return {
      rest,
      hosts,
      leases: new Leases(rest, hosts, BUCKET),
      now: SETTING.topology,
      then: SETTING.topology,
      lease: { holder, since, plan: "switchover us-east1" },
      describe: ({ primary }) => {
        this.described.primary = typeof primary === "string" ? primary : "";
        this.#cost();
      },
      ask: async (_who, question) => {
        this.asked.push(question);
        await this.whileAsked();
        return holder;
      },
      verify: () => Promise.resolve(undefined),
      stacks: {
        up: () => Promise.resolve([]),
        refresh: () => Promise.resolve(),
        preview: () => Promise.resolve([]),
        forget: () => Promise.resolve(),
        takeIn: () => Promise.resolve(),
      },
    };
  }

  /** A killed executor has had its effect, and has not heard of it. */
  #rest(): Rest {
    const face = restFace({ hold: this.sandbox.transact, tables: [storageRoutes] });
    const send = sandboxFetch(face);
    return new Rest({
      fetch: async (input, init) => {
        if (this.refuses(new Request(input).url)) {
          return Response.json({ error: { message: "refused for this test" } }, { status: 403 });
        }
        const answer = await send(input, init);
        if (init?.method !== "GET") {
          this.writes.push(`${init?.method} ${new Request(input).url}`);
          this.#cost();
        }
        return answer;
      },
      authorize: () => Promise.resolve({}),
      clock: this.clock,
      random: () => 0.5,
    });
  }

  #journal(): Journal {
    const { entries } = this;
    return {
      entries,
      note: (entry) => {
        this.#cost();
        entries.push(entry);
      },
    };
  }

  #cost(): void {
    this.lives -= 1;
    if (this.lives < 0) throw new Killed("the machine is gone");
  }

  look(): Promise<Observed> {
    return this.#look(this.leases);
  }

  async #look(leases: Leases): Promise<Observed> {
    const described: DescriptionSeen = {
      ...this.described,
      standby: "hot",
      states: { "us-central1": "standing", "us-east1": "standing" },
    };
    return {
      at: new Date(this.clock.now()).toISOString(),
      regions: {},
      databases: {},
      writers: {},
      services: {},
      lease: await leases.seen(),
      frozen: await leases.frozen(),
      described,
      changes: {},
      route: "unknown",
    };
  }
}
