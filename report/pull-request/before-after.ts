/** Something as it is on the base, and as the pull request makes it. */
export interface BeforeAfter<Value> {
  /** None where the base couldn't be looked at. */
  readonly before?: Value;
  readonly after: Value;
}
