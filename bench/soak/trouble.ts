import { runningAgent } from "../../test/support/agent-of.ts";
import type { World } from "../../test/support/world.ts";

/** Credentials in a soak expire soon, so that the agent renews them many times. */
export const LIFETIME_SECONDS = 30;
const ACTIONS = ["AssumeRole", "GetSessionToken"] as const;

/** Causes trouble for the agent and for AWS, and counts how often. */
export class Trouble {
  readonly done = { kills: 0, restarts: 0, faults: 0, commands: 0, failedCommands: 0 };
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Makes AWS work again, with credentials that expire soon. */
  async calm(): Promise<void> {
    await this.#world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
  }

  /** Makes one thing go wrong, or runs one command. */
  async happen(kinds: readonly ("kill" | "restart" | "fault" | "command")[]): Promise<void> {
    const kind = oneOf(kinds);
    if (kind === "kill") await this.#kill();
    if (kind === "restart") await this.#restart();
    if (kind === "fault") await this.#fault();
    if (kind === "command") await this.#command(["exec", oneOf(["ben", "readonly", "partner"]), "--", "true"]);
  }

  /** Kills the agent as a crash would; the next command starts another. */
  async #kill(): Promise<void> {
    const agent = (await runningAgent(this.#world))?.agent;
    if (!agent) return;
    process.kill(agent.pid, "SIGKILL");
    this.done.kills++;
    await Bun.sleep(Math.random() * 1_000);
    await this.#command(["process", "ben"]);
  }

  async #restart(): Promise<void> {
    this.done.restarts++;
    await this.#command(["agent", "restart"]);
  }

  async #fault(): Promise<void> {
    const some = 1 + Math.floor(Math.random() * 5);
    const fault = oneOf([{ throttle: some }, { serverError: some }, { drop: some }, { latencyMs: 1_500 }]);
    this.done.faults++;
    await this.#world.faults({ lifetimeSeconds: LIFETIME_SECONDS, action: oneOf(ACTIONS), ...fault });
    await Bun.sleep(1_000 + Math.random() * 3_000);
    await this.calm();
  }

  async #command(words: readonly string[]): Promise<void> {
    this.done.commands++;
    const { status, stderr } = await this.#world.run(words);
    if (status === 0) return;
    this.done.failedCommands++;
    console.error(`actas ${words.join(" ")} ended with ${status}: ${stderr.trim()}`);
  }
}

function oneOf<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)]!;
}
