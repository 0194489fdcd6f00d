import { Audience } from "./audience.ts";
import type { Conversation } from "./conversation.ts";

interface Flight {
  readonly audience: Audience;
  readonly result: Promise<unknown>;
}

/** One piece of work at a time per key: whoever comes while it is under way shares its result, and its questions. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();

  once<T>(key: string, conversation: Conversation, work: (audience: Conversation) => Promise<T>): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay) {
      underWay.audience.join(conversation);
      return underWay.result as Promise<T>;
    }
    const audience = new Audience();
    audience.join(conversation);
    const result = work(audience).finally(() => this.#flights.delete(key));
    this.#flights.set(key, { audience, result });
    return result;
  }
}
