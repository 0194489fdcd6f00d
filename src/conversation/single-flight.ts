import type { Conversation } from "./conversation.ts";
import { SharedConversation } from "./shared-conversation.ts";

interface Flight {
  readonly shared: SharedConversation;
  readonly result: Promise<unknown>;
  /** Gives all who share it a result that came another way. */
  readonly land: (result: unknown) => void;
}

/** Has one process of the user at a time do what it alone should do. */
export interface OneProcess {
  /** What the process before left is known when `work` begins. */
  alone<T>(key: string, conversation: Conversation, work: () => Promise<T>): Promise<T>;
}

/** One piece of work at a time per key: all who come while it is under way share its result, and its questions. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();
  /** Work that is ahead of a flight, by the key of that flight. */
  readonly #ahead = new Map<string, Promise<unknown>>();

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
    return this.#begin(key, conversation, work, reach === "user" ? key : undefined);
  }

  /**
   * Does the same work at once, for a request that has what all others wait for, such as a code. They share the result,
   * but not the failure. Requests that have the `same` share both.
   */
  ahead<T>(
    key: string,
    same: string,
    conversation: Conversation,
    work: (shared: Conversation) => Promise<T>,
    reach: "process" | "user" = "process",
  ): Promise<T> {
    const begin = async (shared: Conversation): Promise<T> => {
      const done = await work(shared);
      this.#flights.get(key)?.land(done);
      return done;
    };
    const result = this.#begin(`${key} ${same}`, conversation, begin, reach === "user" ? `${key} ahead` : undefined);
    this.#ahead.set(key, result);
    const over = (): void => {
      if (this.#ahead.get(key) === result) this.#ahead.delete(key);
    };
    result.then(over, over);
    return result;
  }

  /** @param lock - what other processes of the user do not do at the same time; absent: they may */
  #begin<T>(
    key: string,
    conversation: Conversation,
    work: (shared: Conversation) => Promise<T>,
    lock: string | undefined,
  ): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay) {
      underWay.shared.join(conversation);
      return underWay.result as Promise<T>;
    }
    const shared = new SharedConversation();
    shared.join(conversation);
    const ahead = this.#ahead.get(key) as Promise<T> | undefined;
    const begin = (): Promise<T> => (ahead ? ahead.catch(() => work(shared)) : work(shared));
    const one = lock === undefined ? undefined : this.#oneProcess;
    const landed = Promise.withResolvers<T>();
    const flown = one && lock !== undefined ? one.alone(lock, shared, begin) : begin();
    const result = Promise.race([flown, landed.promise]).finally(() => this.#flights.delete(key));
    const land = (early: unknown): void => {
      landed.resolve(early as T);
      shared.close();
    };
    this.#flights.set(key, { shared, result, land });
    return result;
  }
}
