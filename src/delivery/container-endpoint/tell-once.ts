import { ActasError, type ErrorCode } from "../../base/errors.ts";

/**
 * Writes to a program's terminal why it gets no credentials: once for each kind of failure, until it gets some again.
 *
 * SDKs retry several times a second and hide most of an error. The user sees this message, and sees it only once.
 */
export class TellOnce<Grant extends object> {
  readonly #tell: (grant: Grant, error: ActasError) => void;
  readonly #isOver: (grant: Grant) => void;
  readonly #told = new WeakMap<Grant, Set<ErrorCode>>();

  /** @param isOver - called when a program that was told something has got credentials again */
  constructor(tell: (grant: Grant, error: ActasError) => void, isOver: (grant: Grant) => void = () => {}) {
    this.#tell = tell;
    this.#isOver = isOver;
  }

  supplied(grant: Grant): void {
    if (this.#told.delete(grant)) this.#isOver(grant);
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
