import type { Conversation } from "../conversation/conversation.ts";
import type { OneProcess } from "../conversation/single-flight.ts";
import type { Lock } from "../files/lock.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";
import { lockWithin } from "../files/wait-for-lock.ts";
import type { Persistence } from "./persistence.ts";

const SAY_AFTER_MS = 1_000;
/** How long a request waits for another process that may be waiting for a person, if it may wait for one itself. */
const LONGEST_MS = 600_000;

interface Limits {
  /** How long a request waits that may not wait for a person. */
  readonly withoutPersonMs: number;
  /** How long any request waits. */
  readonly mostMs?: number;
}

/**
 * One process of the user at a time for each key, as far as that can be had: without a directory for locks, or after the
 * limit, the work is done all the same. The system frees a lock with its process.
 */
export class BetweenProcesses implements OneProcess {
  readonly #directory: string;
  readonly #limits: Limits;
  readonly #persistence: Pick<Persistence, "readAgain" | "written">;

  constructor(directory: string, limits: Limits, persistence: Pick<Persistence, "readAgain" | "written">) {
    this.#directory = directory;
    this.#limits = limits;
    this.#persistence = persistence;
  }

  async alone<T>(key: string, conversation: Conversation, work: () => Promise<T>): Promise<T> {
    const lock = await this.#lock(key, conversation);
    try {
      await this.#persistence.readAgain();
      return await work();
    } finally {
      // The next process reads what this one got. The answer does not wait for that.
      void this.#persistence.written().finally(() => lock?.release());
    }
  }

  async #lock(key: string, conversation: Conversation): Promise<Lock | undefined> {
    const { withoutPersonMs, mostMs = LONGEST_MS } = this.#limits;
    const mayAsk = conversation.refuses("mfa-code") === undefined;
    const name = new Bun.CryptoHasher("sha256").update(key).digest("hex");
    const words = "waiting for another actas, which is getting the same";
    const late = setTimeout(() => conversation.tell(words), SAY_AFTER_MS);
    try {
      using directory = makePrivateDirectory(this.#directory);
      return await lockWithin(directory, name, { limitMs: Math.min(mayAsk ? LONGEST_MS : withoutPersonMs, mostMs) });
    } catch {
      return undefined;
    } finally {
      clearTimeout(late);
    }
  }
}
