import type { RequestsPerSecond, Seconds } from "../../system/units";
import { Agenda } from "./agenda";
import { Line } from "./line";
import { Random } from "./random";

/** One service and what is sent to it. */
export interface Scenario {
  readonly load: RequestsPerSecond;
  readonly servers: number;
  /** Requests that a server works on at once. */
  readonly slots: number;
  /** How long it works on one, on average: exponentially distributed. */
  readonly work: Seconds;
  /** A caller waits so long, and then tries again at once or gives up; the work goes on all the same. */
  readonly timeout: Seconds;
  /** Calls in all, the first included. */
  readonly attempts: number;
  /** Retries as a share of all calls, at the most, 0 to 1; left out: no limit. */
  readonly budget?: number;
  /** With so many waiting, a call is refused at once; left out: never. */
  readonly shedAt?: number;
  /** Servers that are away meanwhile, with all that they were working on. */
  readonly outage?: { readonly from: Seconds; readonly to: Seconds; readonly servers: number };
  readonly until: Seconds;
}

/** What has come of it. */
export interface Run {
  /** Requests that came, and that were answered in time, by the second. */
  readonly offered: Float64Array;
  readonly answered: Float64Array;
  /** Calls, those of retries included. */
  readonly calls: number;
  /** Calls that a server began to work on, and how long they had waited, all together. */
  readonly begun: number;
  readonly waited: Seconds;
  /** Everything that has happened: requests, calls, ends of work, callers that looked again. */
  readonly events: number;
}

/** Budgets are saved up for so long: more, and a storm could spend what a calm day has left over. */
const SAVED: Seconds = 10;

/** Simulates one service, request by request. The same seed gives the same run. */
export function simulate(scenario: Scenario, seed: number): Run {
  return new Simulation(scenario, seed).run();
}

class Simulation {
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #ends: Agenda;
  /** Calls that wait for a slot. */
  readonly #waiting = new Line();
  /** When callers stop waiting: all wait equally long, so the first to begin is the first to stop. */
  readonly #patience = new Line();
  readonly #offered: Float64Array;
  readonly #answered: Float64Array;
  /** Of each request: which call of it is the current one, and how many it has made. */
  #rounds = new Int32Array(1024);
  #tried = new Uint8Array(1024);
  readonly #unused: number[] = [];
  #requests = 0;
  /** Of each slot: the call in it, and whether a crash has wiped it out meanwhile. */
  readonly #inSlot: Int32Array;
  readonly #roundInSlot: Int32Array;
  readonly #wiped: Uint8Array;
  readonly #free: number[];
  /** Slots of the servers that are there: those below. */
  #up: number;
  #savings: number;
  readonly #mostSavings: number;
  readonly #perCall: number;
  #calls = 0;
  #begun = 0;
  #waited = 0;
  #events = 0;

  constructor(scenario: Scenario, seed: number) {
    const { servers, slots, until, load, budget } = scenario;
    this.#scenario = scenario;
    this.#random = new Random(seed);
    this.#up = servers * slots;
    this.#ends = new Agenda(this.#up);
    this.#inSlot = new Int32Array(this.#up);
    this.#roundInSlot = new Int32Array(this.#up);
    this.#wiped = new Uint8Array(this.#up);
    this.#free = Array.from({ length: this.#up }, (_, slot) => this.#up - 1 - slot);
    this.#offered = new Float64Array(Math.ceil(until));
    this.#answered = new Float64Array(Math.ceil(until));
    // Of all calls a share b may be retries: b / (1 - b) for each that is none.
    this.#perCall = budget === undefined ? Infinity : budget / (1 - budget);
    this.#mostSavings = this.#perCall * load * SAVED;
    this.#savings = budget === undefined ? Infinity : 0;
  }

  run(): Run {
    const { load, until, outage } = this.#scenario;
    let arrival = this.#random.exponential(1 / load);
    let crash = outage?.from ?? Infinity;
    let back = outage?.to ?? Infinity;
    for (;;) {
      const [end, gives] = [this.#ends.next, this.#patience.time];
      const now = Math.min(arrival, end, gives, crash, back);
      if (now >= until) break;
      this.#events += 1;
      if (now === end) this.#end(now);
      else if (now === gives) this.#giveUp(now);
      else if (now === arrival) {
        this.#arrive(now);
        arrival = now + this.#random.exponential(1 / load);
      } else if (now === crash) {
        this.#crash();
        crash = Infinity;
      } else {
        this.#comeBack(now);
        back = Infinity;
      }
    }
    const { calls, begun, waited, events } = this.#sums();
    return { offered: this.#offered, answered: this.#answered, calls, begun, waited, events };
  }

  #sums() {
    return { calls: this.#calls, begun: this.#begun, waited: this.#waited, events: this.#events };
  }

  #arrive(now: Seconds): void {
    count(this.#offered, now);
    if (this.#savings < this.#mostSavings) {
      this.#savings = Math.min(this.#mostSavings, this.#savings + this.#perCall);
    }
    const request = this.#unused.pop() ?? this.#newRequest();
    this.#tried[request] = 0;
    this.#call(now, request);
  }

  /** Sends a call, as often as it is refused at once and may be tried again. */
  #call(now: Seconds, request: number): void {
    const { shedAt = Infinity, timeout } = this.#scenario;
    for (;;) {
      this.#calls += 1;
      this.#tried[request] = (this.#tried[request] ?? 0) + 1;
      if (this.#waiting.size < shedAt) break;
      if (!this.#mayRetry(request)) return this.#drop(request);
    }
    const round = this.#rounds[request] ?? 0;
    if (timeout < Infinity) this.#patience.add(now + timeout, request, round);
    this.#waiting.add(now, request, round);
    this.#fill(now);
  }

  #mayRetry(request: number): boolean {
    if ((this.#tried[request] ?? 0) >= this.#scenario.attempts || this.#savings < 1) return false;
    this.#savings -= 1;
    return true;
  }

  /** Nobody waits for this request any more; what a server still does for it is in vain. */
  #drop(request: number): void {
    this.#rounds[request] = (this.#rounds[request] ?? 0) + 1;
    this.#unused.push(request);
  }

  #giveUp(now: Seconds): void {
    const [request, round] = [this.#patience.which, this.#patience.round];
    this.#patience.drop();
    if (this.#rounds[request] !== round) return; // it was answered
    if (!this.#mayRetry(request)) return this.#drop(request);
    this.#rounds[request] = round + 1;
    this.#call(now, request);
  }

  /** Servers take whatever is next, and can't know that nobody waits for it. */
  #fill(now: Seconds): void {
    while (this.#waiting.size > 0) {
      const slot = this.#freeSlot();
      if (slot === undefined) return;
      this.#begun += 1;
      this.#waited += now - this.#waiting.time;
      this.#inSlot[slot] = this.#waiting.which;
      this.#roundInSlot[slot] = this.#waiting.round;
      this.#waiting.drop();
      this.#ends.add(now + this.#random.exponential(this.#scenario.work), slot);
    }
  }

  #freeSlot(): number | undefined {
    for (;;) {
      const slot = this.#free.pop();
      if (slot === undefined || slot < this.#up) return slot;
    }
  }

  #end(now: Seconds): void {
    const slot = this.#ends.take();
    if (this.#wiped[slot] === 1) {
      this.#wiped[slot] = 0;
      if (slot < this.#up) this.#free.push(slot);
    } else {
      const request = this.#inSlot[slot] ?? 0;
      if (this.#rounds[request] === this.#roundInSlot[slot]) {
        count(this.#answered, now);
        this.#drop(request);
      }
      this.#free.push(slot);
    }
    this.#fill(now);
  }

  #crash(): void {
    const { servers, slots, outage } = this.#scenario;
    const before = this.#up;
    this.#up = Math.max(0, servers - (outage?.servers ?? 0)) * slots;
    const idle = new Set(this.#free);
    for (let slot = this.#up; slot < before; slot += 1) if (!idle.has(slot)) this.#wiped[slot] = 1;
  }

  /** A slot that was at work in the crash is free again when the end that was planned for it has passed. */
  #comeBack(now: Seconds): void {
    const before = this.#up;
    this.#up = this.#scenario.servers * this.#scenario.slots;
    const idle = new Set(this.#free);
    for (let slot = before; slot < this.#up; slot += 1) {
      if (this.#wiped[slot] === 0 && !idle.has(slot)) this.#free.push(slot);
    }
    this.#fill(now);
  }

  #newRequest(): number {
    if (this.#requests === this.#rounds.length) {
      const [rounds, tried] = [this.#rounds, this.#tried];
      this.#rounds = new Int32Array(2 * this.#requests);
      this.#tried = new Uint8Array(2 * this.#requests);
      this.#rounds.set(rounds);
      this.#tried.set(tried);
    }
    this.#requests += 1;
    return this.#requests - 1;
  }
}

function count(seconds: Float64Array, now: Seconds): void {
  const second = Math.floor(now);
  seconds[second] = (seconds[second] ?? 0) + 1;
}
