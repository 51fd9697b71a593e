/** Time as whoever carries a plan out meets it: the wall clock's, or a drill's. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Lets so many milliseconds pass. */
  sleep(milliseconds: number): Promise<void>;
  /** Has something long go on beside the caller, in the same time. It must not throw. */
  beside(work: () => Promise<void>): void;
}
