/** A value of a source file cannot be used; `reason` ends a sentence and never repeats the value. */
export class UnusableValue extends Error {
  override readonly name = "UnusableValue";
  readonly reason: string;
  readonly hints: readonly string[];

  constructor(reason: string, hints: readonly string[] = []) {
    super(reason);
    this.reason = reason;
    this.hints = hints;
  }
}
