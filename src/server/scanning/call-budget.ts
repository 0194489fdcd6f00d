import { waitFor } from "../../role-map/scan/patience.ts";

/** Lets so many calls begin in a second, evenly, and has the others wait their turn. */
export class CallBudget {
  readonly #everyMs: number;
  #next = 0;

  constructor(perSecond: number) {
    this.#everyMs = 1000 / perSecond;
  }

  readonly take = async (signal: AbortSignal): Promise<void> => {
    const now = performance.now();
    const mine = Math.max(now, this.#next);
    this.#next = mine + this.#everyMs;
    if (mine > now) await waitFor(mine - now, signal);
  };
}
