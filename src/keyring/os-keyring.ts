import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { selfCommand } from "../system/processes/self-command.ts";
import type { KeyHolder } from "./keyring.ts";
import { KEYRING_CHILD } from "./keyring-child-argument.ts";
import type { KeyringAnswer, KeyringQuestion } from "./keyring-question.ts";
import { problemInWords } from "./problem-in-words.ts";

/** Enough to type a password; a `credential_process` has a minute for everything. */
const LIMIT_MS = 20_000;

/** The keyring of the operating system: Secret Service, macOS Keychain, Windows Credential Manager. */
export class OsKeyring implements KeyHolder {
  readonly #limitMs: number;

  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  async get(id: string): Promise<Secret | undefined> {
    const key = await this.#ask({ action: "get", id }, "read");
    return key === null ? undefined : new Secret(key);
  }

  async set(id: string, key: Secret): Promise<void> {
    await this.#ask({ action: "set", id, key: key.reveal() }, "write to");
  }

  async forget(id: string): Promise<void> {
    // Whether it is locked, absent or silent: the key that stays behind opens nothing.
    await this.#ask({ action: "forget", id }, "write to").catch(() => {});
  }

  async #ask(asked: KeyringQuestion, verb: string): Promise<string | null> {
    const cannot = (reason: string, hints: readonly string[]): ActasError =>
      new ActasError("system", `cannot ${verb} the keyring: ${reason}`, { hints });
    const answer = await this.#answer(asked, cannot);
    if ("key" in answer) return answer.key;
    const { hints, reason } = problemInWords(answer.problem);
    throw cannot(reason, hints);
  }

  async #answer(
    asked: KeyringQuestion,
    cannot: (reason: string, hints: readonly string[]) => ActasError,
  ): Promise<KeyringAnswer> {
    const child = start();
    child.stdin.write(JSON.stringify(asked));
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), this.#limitMs);
    const [text] = await Promise.all([new Response(child.stdout).text(), child.exited]);
    clearTimeout(timer);
    if (child.signalCode === "SIGKILL") {
      throw cannot(`it did not answer within ${this.#limitMs / 1000} seconds`, ["unlock it, or start it again"]);
    }
    try {
      return answerIn(JSON.parse(text));
    } catch {
      throw cannot(`what asks it ended with status ${child.exitCode}`, []);
    }
  }
}

/** Checked by hand: every command without an agent would load a parser for it. @throws when it is no answer */
function answerIn({ key, problem }: Partial<{ key: unknown; problem: unknown }>): KeyringAnswer {
  if (typeof problem === "string") return { problem };
  if (typeof key === "string" || key === null) return { key };
  throw new TypeError("not an answer");
}

function start() {
  try {
    return Bun.spawn([...selfCommand(), KEYRING_CHILD], {
      stdio: ["pipe", "pipe", "ignore"],
      cwd: "/",
      env: agentEnvironment(process.env),
    });
  } catch (error) {
    throw systemError(error, "ask the keyring");
  }
}
