import { ActasError, type ErrorCode } from "../../base/errors.ts";

/**
 * Writes to a program's terminal why it gets no credentials: once for each kind of failure, until it gets some again.
 *
 * SDKs retry several times a second and hide most of an error. The user sees this message, and sees it only once.
 */
export class TellOnce<Grant extends object> {
  readonly #tell: (grant: Grant, error: ActasError) => void;
  readonly #told = new WeakMap<Grant, Set<ErrorCode>>();

  constructor(tell: (grant: Grant, error: ActasError) => void) {
    this.#tell = tell;
  }

  supplied(grant: Grant): void {
    this.#told.delete(grant);
  }

  failed(grant: Grant, error: unknown): void {
    const failure = error instanceof ActasError ? error : unexpected(error);
    const told = this.#told.get(grant) ?? new Set();
    if (told.has(failure.code)) return;
    this.#told.set(grant, told.add(failure.code));
    this.#tell(grant, failure);
  }
}

function unexpected(cause: unknown): ActasError {
  return new ActasError("bug", "cannot give credentials: actas failed unexpectedly", { cause });
}
