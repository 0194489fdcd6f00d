import { spyOn } from "bun:test";

/** Counts the calls to AWS of this process that are under way in each account. Its own calls of a caller have no account. */
export class CallsUnderWay implements Disposable {
  /** The most that were under way at once in an account, by its number. */
  readonly most = new Map<string, number>();
  /** The most that were under way at once in all of them. */
  mostInAll = 0;
  readonly #underWay = new Map<string, number>();
  readonly #accountOfKey = new Map<string, string>();
  readonly #spy: { readonly mockRestore: () => void };

  constructor() {
    const { fetch } = globalThis;
    const counted = async (...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> => {
      const assumed = new URLSearchParams(String(init?.body ?? "")).get("RoleArn")?.split(":")[4];
      const [, key = ""] = /Credential=(\w+)\//.exec(new Headers(init?.headers).get("authorization") ?? "") ?? [];
      const account = assumed ?? this.#accountOfKey.get(key);
      if (account === undefined) return fetch(input, init);
      this.#count(account, 1);
      try {
        const answer = await fetch(input, init);
        const text = await answer.text();
        const [, made] = /<AccessKeyId>(\w+)</.exec(text) ?? [];
        if (assumed !== undefined && made !== undefined) this.#accountOfKey.set(made, assumed);
        return new Response(text, answer);
      } finally {
        this.#count(account, -1);
      }
    };
    this.#spy = spyOn(globalThis, "fetch").mockImplementation(counted as typeof globalThis.fetch);
  }

  #count(account: string, change: 1 | -1): void {
    const now = (this.#underWay.get(account) ?? 0) + change;
    this.#underWay.set(account, now);
    this.most.set(account, Math.max(this.most.get(account) ?? 0, now));
    this.mostInAll = Math.max(
      this.mostInAll,
      [...this.#underWay.values()].reduce((sum, one) => sum + one, 0),
    );
  }

  [Symbol.dispose](): void {
    this.#spy.mockRestore();
  }
}
