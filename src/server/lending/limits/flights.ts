/** Work that several ask for at once is done once. It goes on whoever has left. */
export class Flights<T> {
  readonly #running = new Map<string, { readonly result: Promise<T>; waiting: number }>();

  /** The work of that key that is going on, if any. */
  join(key: string): Promise<T> | undefined {
    const running = this.#running.get(key);
    if (running) running.waiting++;
    return running?.result;
  }

  /** @param work - gets how many wait for it by now */
  begin(key: string, work: (waiting: () => number) => Promise<T>): Promise<T> {
    const running = { waiting: 1, result: Promise.resolve() as Promise<never> as Promise<T> };
    running.result = work(() => running.waiting).finally(() => {
      if (this.#running.get(key) === running) this.#running.delete(key);
    });
    this.#running.set(key, running);
    return running.result;
  }

  /** Waits for all that is going on. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(({ result }) => result));
  }
}
