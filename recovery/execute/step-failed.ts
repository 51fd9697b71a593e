/** A step that did not come to its end; what was done stands in the journal, and a rerun goes on. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  readonly step: string;

  constructor(step: string, why: string) {
    super(`${step}: ${why}`);
    this.step = step;
  }
}
