/** A value of a source file cannot be used; `reason` ends a sentence and never repeats the value. */
export class UnusableValue extends Error {
  override readonly name = "UnusableValue";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
