import type { Edits } from "../../system/edit";
import type { Topology } from "../../topology/model";
import type { LeaseSeen } from "../observed";
import type { Part } from "../parts";
import type { Hosts } from "./hosts";
import type { Leases } from "./lease";
import type { Rest } from "./rest";

/** How stacks are brought in line: by the Pulumi CLI, by the embedded engine, or by a person. */
export interface Stacks {
  /** What has been made, changed or deleted, one line for each resource. */
  up(region: string, only?: Part): Promise<readonly string[]>;
  refresh(region: string, only?: Part): Promise<void>;
  /** What would change, one line for each resource. */
  preview(region: string, only?: Part): Promise<readonly string[]>;
  /** Takes a database instance out of a stack's state, and leaves the instance itself alone. */
  forget(region: string, instance: string): Promise<void>;
  /** Has a stack's state hold a database instance where it holds another of the same settings. */
  takeIn(region: string, instance: string, insteadOf: string): Promise<void>;
}

/** What an action may need to take effect. */
export interface Context {
  readonly rest: Rest;
  readonly hosts: Hosts;
  readonly leases: Leases;
  readonly stacks: Stacks;
  /** What was described before the recovery. */
  readonly now: Topology;
  /** What will be described after it: whatever is changed is made to agree with this. */
  readonly then: Topology;
  readonly lease: LeaseSeen;
  /** Writes values into the description. */
  readonly describe: (edits: Edits) => void;
  /**
   * A person decides, by typing a word where that is asked for; the name of who did.
   * @throws if nobody says yes
   */
  readonly ask: (who: string, question: string, typed?: string) => Promise<string>;
  /**
   * A check that a program or a person makes; what speaks against it, or nothing.
   * @param hindered why a program that was to look couldn't: a person has to then
   */
  readonly verify: (what: string, hindered?: string) => Promise<string | undefined>;
}

/** What an action has to say, for the journal: who decided, what a preview shows. */
export interface Said {
  readonly said?: string;
  /** Of a preview: whether anything would change. */
  readonly changes?: boolean;
  /** It could not begin, since something else is under way there: to be tried again at the next look. */
  readonly again?: true;
}
