import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";
import { type Lock, tryLock } from "../files/lock.ts";
import type { Paths } from "../files/paths.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";
import { WITHOUT_AGENT } from "../files/without-agent.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { isLocked } from "../system/lock-holder.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { selfCommand } from "../system/processes/self-command.ts";
import { closeUnix } from "../system/unix-socket.ts";
import { AgentGone } from "./agent-gone.ts";
import { AGENT_LOCK, agentLockOf } from "./agent-lock.ts";
import { AgentWatch, LOOK_EVERY_MS } from "./agent-watch.ts";
import { listenUnix } from "./listen-unix.ts";

/** How often a command starts an agent that ends silently, or sends its request again because an agent went away. */
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;
/**
 * How long a command tries again while others take up all the room in the agent. A command that only uses an agent that
 * is there, such as the one that stops it, does not wait for long: the connections may be idle for ever.
 */
const LONGEST_WITHOUT_ROOM_MS: Readonly<Record<IfAbsent, number>> = { start: 60_000, refuse: 60_000, tell: 5_000 };

/**
 * What a command does when there is no agent: start one; report that ACTAS_NO_AUTO_AGENT forbids that; or just report
 * that there is none.
 */
export type IfAbsent = "start" | "refuse" | "tell";

/**
 * Makes the agent available, one step at a time. Only this class decides whether there is an agent: the process that
 * holds the lock is the agent. A command that gets the lock opens the socket at once and starts an agent that takes
 * over both, so other commands can connect while it starts; they wait in the kernel for its answer.
 */
export class AgentStart {
  readonly #paths: Paths;
  readonly #ifAbsent: IfAbsent;
  readonly #watch: AgentWatch;
  readonly #begun = performance.now();
  #tries = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #nextLook = 0;

  constructor(paths: Paths, ifAbsent: IfAbsent) {
    this.#paths = paths;
    this.#ifAbsent = ifAbsent;
    this.#watch = new AgentWatch(paths.socket);
  }

  /**
   * Prepares another try after one that failed for this reason; ask again when it returns.
   *
   * @throws {AgentGone} there is no agent, and `ifAbsent` is `tell`
   * @throws {ActasError} why there is no agent, or that it does not answer
   */
  async next(reason: AgentGone["reason"]): Promise<void> {
    if (reason === "lost") this.#countTry("it went away before it answered");
    // The connection has already waited in the kernel for a place in the queue.
    if (reason === "busy") return this.#look();
    if (reason === "full") return this.#waitForRoom();
    if (this.#ifAbsent !== "start" && !isLocked(agentLockOf(this.#paths.socket))) throw this.#absent();
    const hasStarted = this.#ifAbsent === "start" && this.#startIfNobodyHoldsLock();
    if (!hasStarted) await this.#waitForHolder();
  }

  #startIfNobodyHoldsLock(): boolean {
    using runtime = makePrivateDirectory(this.#paths.runtime);
    using lock = tryLock(runtime, AGENT_LOCK);
    if (!lock) return false;
    this.#countTry("it ended at once");
    spawnAgent(this.#paths, runtime, lock);
    return true;
  }

  /** The holder of the lock is about to listen, has lost its socket and reopens it, or is ending. */
  async #waitForHolder(): Promise<void> {
    if (performance.now() >= this.#nextLook) this.#look();
    await this.#pause();
  }

  /** The agent has just said so: there is no need to look at it. */
  async #waitForRoom(): Promise<void> {
    if (performance.now() > this.#begun + LONGEST_WITHOUT_ROOM_MS[this.#ifAbsent]) throw this.#watch.withoutRoom();
    await this.#pause();
  }

  async #pause(): Promise<void> {
    await Bun.sleep(this.#pauseMs * (0.5 + Math.random()));
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #look(): void {
    this.#nextLook = performance.now() + LOOK_EVERY_MS;
    const stuck = this.#watch.look("nothing");
    if (stuck) throw stuck;
  }

  #countTry(why: string): void {
    if (this.#tries++ < MAX_TRIES) return;
    throw this.#unreachable(why, "`actas agent run` shows what it says");
  }

  #unreachable(why: string, ...hints: string[]): ActasError {
    return new ActasError("agent-unreachable", `cannot reach the agent at ${this.#paths.socket}: ${why}`, {
      hints: [...hints, WITHOUT_AGENT],
    });
  }

  #absent(): Error {
    return this.#ifAbsent === "tell" ? new AgentGone("absent") : notAllowed(this.#paths);
  }
}

/** The agent gets the lock and the socket as descriptors 3 and 4. If it cannot start, it tells waiting clients why. */
function spawnAgent({ socket }: Paths, runtime: PrivateDirectory, lock: Lock): void {
  // If this process is stopped right here, others can tell which process holds the lock.
  lock.sign(process.pid);
  const listening = listenUnix(runtime, socket);
  try {
    const agent = Bun.spawn([...selfCommand(), "agent", "run", "--started"], {
      stdio: ["ignore", "ignore", "ignore", lock.fd, listening],
      detached: true,
      cwd: "/",
      // The agent must listen where this command looks for it, even if /run/user/UID or HOME has changed.
      env: { ...agentEnvironment(ownSurroundings()), ACTAS_AGENT_SOCK: socket },
    });
    agent.unref();
    lock.sign(agent.pid);
  } catch (error) {
    throw systemError(error, "start the agent", [WITHOUT_AGENT]);
  } finally {
    closeUnix(listening);
  }
}

function notAllowed({ socket }: Paths): ActasError {
  const variable = process.env.MAIRU_NO_AUTO_AGENT ? "MAIRU_NO_AUTO_AGENT" : "ACTAS_NO_AUTO_AGENT";
  const reason = `none is running, and ${variable} says not to start one`;
  return new ActasError("agent-unreachable", `cannot reach the agent at ${socket}: ${reason}`, {
    hints: ["`actas agent start` starts one", WITHOUT_AGENT],
  });
}
