import type { Conversation } from "./conversation.ts";
import { SharedConversation } from "./shared-conversation.ts";

interface Flight {
  readonly shared: SharedConversation;
  readonly result: Promise<unknown>;
}

/** Has one process of the user at a time do what it alone should do. */
export interface OneProcess {
  /** What the process before left is known when `work` begins. */
  alone<T>(key: string, conversation: Conversation, work: () => Promise<T>): Promise<T>;
}

/** One piece of work at a time per key: all who come while it is under way share its result, and its questions. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();

  readonly #oneProcess: OneProcess | undefined;

  /** @param oneProcess - absent where nothing outlives this process, so that no other can know what it did */
  constructor(oneProcess?: OneProcess) {
    this.#oneProcess = oneProcess;
  }

  /** @param reach - `user`: no other process of the user does the same work at the same time */
  once<T>(
    key: string,
    conversation: Conversation,
    work: (shared: Conversation) => Promise<T>,
    reach: "process" | "user" = "process",
  ): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay) {
      underWay.shared.join(conversation);
      return underWay.result as Promise<T>;
    }
    const shared = new SharedConversation();
    shared.join(conversation);
    const begin = (): Promise<T> => work(shared);
    const one = reach === "user" ? this.#oneProcess : undefined;
    const result = (one ? one.alone(key, shared, begin) : begin()).finally(() => this.#flights.delete(key));
    this.#flights.set(key, { shared, result });
    return result;
  }
}
