import type { SignalName } from "../processes/caught-signals.ts";

/**
 * The user ended a question with ^C or another signal, or (without `signal`) with ^D.
 * To end as the user wanted, call `process.kill(process.pid, signal)`: the signal is no longer caught.
 */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: SignalName | undefined;

  constructor(signal?: SignalName) {
    super(signal ? `interrupted by ${signal}` : "the question was closed without an answer");
    this.signal = signal;
  }
}
