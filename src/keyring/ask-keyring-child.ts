import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { selfCommand } from "../system/processes/self-command.ts";
import { KEYRING_CHILD } from "./keyring-child-argument.ts";
import type { KeyringAnswer, KeyringQuestion } from "./keyring-question.ts";

interface Asking {
  /** Begins the message of an error: what cannot be done. */
  readonly cannot: string;
  readonly limitMs: number;
  /** What may help when there is no answer. */
  readonly hint: string;
}

/**
 * Asks a process of our own, which is ended after the limit.
 *
 * @throws {ActasError} `system` when it does not answer
 */
export async function askKeyringChild(
  asked: KeyringQuestion,
  { cannot, hint, limitMs }: Asking,
): Promise<KeyringAnswer> {
  const child = start();
  child.stdin.write(JSON.stringify({ ...asked, limitMs }));
  child.stdin.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const [text] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  clearTimeout(timer);
  if (child.signalCode === "SIGKILL") {
    const reason = `it did not answer within ${limitMs / 1000} seconds`;
    throw new ActasError("system", `cannot ${cannot}: ${reason}`, { hints: [hint] });
  }
  try {
    return answerIn(JSON.parse(text));
  } catch {
    throw new ActasError("system", `cannot ${cannot}: what asks it ended with status ${child.exitCode}`);
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
      env: agentEnvironment(ownSurroundings()),
    });
  } catch (error) {
    throw systemError(error, "ask the keyring");
  }
}
