import { holderOf } from "../system/lock-holder.ts";
import { type ProcessStat, processStat } from "../system/processes/process-stat.ts";
import { statOfThreads } from "../system/processes/stat-of-threads.ts";
import { agentLockOf } from "./agent-lock.ts";
import { DoesNotAnswer } from "./does-not-answer.ts";

/** How often a command looks at an agent that says nothing. Twice the same, and it does not answer. */
export const LOOK_EVERY_MS = 1_000;
/** The longest it may be busy with others before it says its first word; shorter when nobody knows which process it is. */
const LONGEST_SILENCE_MS = 60_000;
const LONGEST_OF_UNKNOWN_MS = 10_000;

/**
 * Tells an agent that has much to do from one that does not answer. What it does not hear, it has not begun with: an
 * agent that neither computes nor waits for a processor, from one look to the next, will not hear it either.
 */
export class AgentWatch {
  readonly #socket: string;
  readonly #begun = performance.now();
  #before: ProcessStat | undefined;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /**
   * Looks at it, a while after the last time.
   *
   * @param said - whether it has said something since it was asked: then it may be waiting for AWS
   * @returns the error to end with, if it does not answer
   */
  look(said: "something" | "nothing"): DoesNotAnswer | undefined {
    const holder = holderOf(agentLockOf(this.#socket));
    const now = holder && processStat(holder.pid);
    const isStuck =
      said === "nothing"
        ? isIdle(this.#before, now) && !isBusy(holder?.pid)
        : isStopped(this.#before) && isStopped(now);
    this.#before = now;
    const limit = holder ? LONGEST_SILENCE_MS : LONGEST_OF_UNKNOWN_MS;
    const isTooLong = said === "nothing" && performance.now() > this.#begun + limit;
    return isStuck || isTooLong ? new DoesNotAnswer(this.#socket, holder) : undefined;
  }
}

function isIdle(before: ProcessStat | undefined, now: ProcessStat | undefined): boolean {
  if (!before || !now || before.activity === "runs" || now.activity === "runs") return false;
  return before.startTime === now.startTime && before.work === now.work;
}

/** Looked at last: it costs more, and a thousand commands may be looking. */
function isBusy(pid: number | undefined): boolean {
  return pid !== undefined && statOfThreads(pid)?.activity === "runs";
}

function isStopped(stat: ProcessStat | undefined): boolean {
  return stat?.activity === "stopped";
}
