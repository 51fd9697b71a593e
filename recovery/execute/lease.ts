import type { LeaseSeen } from "../observed";
import { type Hosts } from "./hosts";
import { parsed, Refused, type Rest, textAt } from "./rest";

const LEASE = "lease.json";
const FREEZE = "frozen.json";

/** Somebody else is at work. */
export class LeaseHeld extends Error {
  override readonly name = "LeaseHeld";
  readonly lease: LeaseSeen;

  constructor(lease: LeaseSeen) {
    super(`${lease.holder} has held the lease since ${lease.since}, for "${lease.plan}"`);
    this.lease = lease;
  }
}

/** The lease's object is there, and says nothing of who holds it: only a person can find that out. */
export class LeaseUnreadable extends Refused {
  constructor(bucket: string) {
    super(
      409,
      "leaseUnreadable",
      `gs://${bucket}/${LEASE} is there and no lease: it has to name holder, since and plan. Find out who wrote it; if nobody is at work, gcloud storage rm gs://${bucket}/${LEASE}`,
    );
  }
}

/**
 * The objects that keep others out: the lease, and the mark that pipelines look for. They live in a
 * bucket outside all stacks, so that no recovery depends on what it recovers; each is written only
 * if nobody has written it, by the generation that the writer last saw.
 */
export class Leases {
  readonly #rest: Rest;
  readonly #hosts: Hosts;
  readonly #bucket: string;

  constructor(rest: Rest, hosts: Hosts, bucket: string) {
    this.#rest = rest;
    this.#hosts = hosts;
    this.#bucket = bucket;
  }

  /**
   * Takes the lease, or finds that it is held already by the same; what it is held for is written
   * anew, since one recovery may overtake another. @throws LeaseHeld
   */
  async take(wanted: LeaseSeen): Promise<void> {
    const body = JSON.stringify(wanted);
    try {
      await this.#rest.ask("POST", this.#hosts.upload(this.#bucket, LEASE, "0"), { body });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 412) throw error;
      const held = await this.seen();
      if (held !== "free" && held.holder !== wanted.holder) throw new LeaseHeld(held);
      if (held === "free") throw error; // given back just now; whoever runs this may come again
      if (held.plan !== wanted.plan) await this.#rewrite(LEASE, body);
    }
  }

  /** Gives the lease back, if it is still the holder's. @throws LeaseHeld */
  async release(holder: string): Promise<void> {
    const held = await this.seen();
    if (held === "free") return;
    if (held.holder !== holder) throw new LeaseHeld(held);
    await this.#remove(LEASE);
  }

  /** @throws LeaseUnreadable if what is there is something else */
  async seen(): Promise<LeaseSeen | "free"> {
    const text = await this.#read(LEASE);
    if (text === undefined) return "free";
    const document = parsed(text);
    const of = (key: keyof LeaseSeen) => textAt(document, key);
    const lease = { holder: of("holder"), since: of("since"), plan: of("plan") };
    if (Object.values(lease).includes("")) throw new LeaseUnreadable(this.#bucket);
    return lease;
  }

  async freeze(why: string): Promise<void> {
    if (await this.frozen()) return;
    const body = JSON.stringify({ why });
    await this.#rest.ask("POST", this.#hosts.upload(this.#bucket, FREEZE), { body });
  }

  async thaw(): Promise<void> {
    if (await this.frozen()) await this.#remove(FREEZE);
  }

  async frozen(): Promise<boolean> {
    return (await this.#read(FREEZE)) !== undefined;
  }

  /**
   * Takes the lease of somebody whose machine is gone, for the same recovery. @throws LeaseHeld if
   * it is not theirs, or not theirs any more
   */
  async takeOver(from: string, wanted: LeaseSeen): Promise<void> {
    const held = await this.seen();
    if (held === "free" || (held.holder !== from && held.holder !== wanted.holder)) {
      throw held === "free" ? new Error("nobody holds the lease") : new LeaseHeld(held);
    }
    if (held.holder !== wanted.holder) await this.#rewrite(LEASE, JSON.stringify(wanted));
  }

  /**
   * Keeps a text where other machines find it. @param generation of what is written over; "0": nothing
   * @returns the generation that it is now. @throws Refused with 412 if somebody else has written it
   */
  async keep(name: string, text: string, generation: string): Promise<string> {
    const url = this.#hosts.upload(this.#bucket, name, generation);
    return textAt(await this.#rest.ask("POST", url, { body: text }), "generation");
  }

  /** What was kept under a name, and its generation; nothing if there is nothing. */
  async kept(name: string): Promise<{ text: string; generation: string } | undefined> {
    const text = await this.#read(name);
    if (text === undefined) return undefined;
    const found = await this.#rest.ask("GET", this.#hosts.object(this.#bucket, name));
    return { text, generation: textAt(found, "generation") };
  }

  /** Only the generation that is there now: nobody else's is overwritten. */
  async #rewrite(name: string, body: string): Promise<void> {
    const found = await this.#rest.ask("GET", this.#hosts.object(this.#bucket, name));
    const url = this.#hosts.upload(this.#bucket, name, textAt(found, "generation"));
    await this.#rest.ask("POST", url, { body });
  }

  async #read(name: string): Promise<string | undefined> {
    try {
      return await this.#rest.text("GET", this.#hosts.object(this.#bucket, name, "?alt=media"));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Only the generation that was seen: what somebody else has written meanwhile stays. */
  async #remove(name: string): Promise<void> {
    const url = this.#hosts.object(this.#bucket, name);
    const generation = textAt(await this.#rest.ask("GET", url), "generation");
    await this.#rest.ask("DELETE", `${url}?ifGenerationMatch=${generation}`);
  }
}
