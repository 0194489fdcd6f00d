import { holderOf } from "../system/lock-holder.ts";
import { type ProcessStat, processStat } from "../system/processes/process-stat.ts";
import { statOfThreads } from "../system/processes/stat-of-threads.ts";
import { agentLockOf } from "./agent-lock.ts";
import { DoesNotAnswer } from "./does-not-answer.ts";

/** Interval for looking at an agent that says nothing. If it was idle between two looks, it does not answer. */
export const LOOK_EVERY_MS = 1_000;
/** Longest time that a busy agent may take to its first word; it is shorter when its process is unknown. */
const LONGEST_SILENCE_MS = 60_000;
const LONGEST_OF_UNKNOWN_MS = 10_000;

/**
 * Tells a busy agent from one that does not answer. An agent that has not confirmed a request has not started on it; if
 * it neither computes nor waits for a processor from one look to the next, it never will.
 */
export class AgentWatch {
  readonly #socket: string;
  readonly #begun = performance.now();
  #before: ProcessStat | undefined;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /**
   * Looks at the agent, an interval after the last look.
   *
   * @param said - whether it has said something since the request was sent: then it may be waiting for AWS
   * @returns the error to end with, if the agent does not answer
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

  /** The error for an agent that has turned every connection of this command away. */
  withoutRoom(): DoesNotAnswer {
    return new DoesNotAnswer(this.#socket, holderOf(agentLockOf(this.#socket)), "has no room for one more command");
  }
}

function isIdle(before: ProcessStat | undefined, now: ProcessStat | undefined): boolean {
  if (!before || !now || before.activity === "runs" || now.activity === "runs") return false;
  return before.startTime === now.startTime && before.work === now.work;
}

/** Called last: it costs more, and a thousand commands may be watching. */
function isBusy(pid: number | undefined): boolean {
  return pid !== undefined && statOfThreads(pid)?.activity === "runs";
}

function isStopped(stat: ProcessStat | undefined): boolean {
  return stat?.activity === "stopped";
}
