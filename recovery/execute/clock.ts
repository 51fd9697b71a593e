/** Time as whoever carries a plan out meets it: the wall clock's, or a drill's. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Lets so many milliseconds pass. */
  sleep(milliseconds: number): Promise<void>;
}
