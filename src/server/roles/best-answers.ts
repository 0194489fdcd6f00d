import type { ListedAnswer } from "./role-map.ts";

/** The best answer for each role, by the roles' numbers. It is used again and again: thousands are found each time. */
export class BestAnswers {
  readonly #answers: (ListedAnswer | undefined)[];
  #numbers: number[] = [];

  constructor(roles: number) {
    this.#answers = new Array(roles).fill(undefined);
  }

  of(number: number): ListedAnswer | undefined {
    return this.#answers[number];
  }

  set(number: number, answer: ListedAnswer): void {
    if (!this.#answers[number]) this.#numbers.push(number);
    this.#answers[number] = answer;
  }

  /** In the order of the numbers. */
  all(): readonly ListedAnswer[] {
    const found: ListedAnswer[] = [];
    for (const number of Uint32Array.from(this.#numbers).sort()) {
      const answer = this.#answers[number];
      if (answer) found.push(answer);
    }
    return found;
  }

  /** Forgets all: what is one person's must not become another's. */
  clear(): void {
    for (const number of this.#numbers) this.#answers[number] = undefined;
    this.#numbers = [];
  }
}
