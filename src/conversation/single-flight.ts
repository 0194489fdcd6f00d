import type { Conversation } from "./conversation.ts";
import { SharedConversation } from "./shared-conversation.ts";

interface Flight {
  readonly shared: SharedConversation;
  readonly result: Promise<unknown>;
}

/** One piece of work at a time per key: all who come while it is under way share its result, and its questions. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();

  once<T>(key: string, conversation: Conversation, work: (shared: Conversation) => Promise<T>): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay) {
      underWay.shared.join(conversation);
      return underWay.result as Promise<T>;
    }
    const shared = new SharedConversation();
    shared.join(conversation);
    const result = work(shared).finally(() => this.#flights.delete(key));
    this.#flights.set(key, { shared, result });
    return result;
  }
}
