/** Those who want to hear of something. */
export class Listeners<T> {
  readonly #all = new Set<(what: T) => void>();

  /** Until the result is disposed. */
  add(hear: (what: T) => void): Disposable {
    // The same function may be added twice.
    const own = (what: T): void => hear(what);
    this.#all.add(own);
    return { [Symbol.dispose]: () => void this.#all.delete(own) };
  }

  tell(what: T): void {
    for (const hear of [...this.#all]) hear(what);
  }
}
