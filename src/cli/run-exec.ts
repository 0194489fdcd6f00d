import { becomeCommand } from "../system/exec.ts";
import { inheritedDescriptors } from "../system/inherited-descriptors.ts";
import { ownWords } from "../system/own-words.ts";
import { reservePort } from "../system/reserve-port.ts";
import { type AgentUse, ask } from "./ask.ts";
import { environmentChanges } from "./environment/environment-changes.ts";
import { requestEnvironment } from "./environment/request-environment.ts";
import type { Narrowed } from "./target/narrowed.ts";

export interface ExecOptions {
  readonly narrowed: Narrowed;
  readonly agent: AgentUse;
  readonly mode: "container" | "env";
  /** The command and its arguments: the last words of our own command line. */
  readonly words: readonly string[];
}

/**
 * Becomes the user's command, with credentials of the target: same pid, same terminal, same exit status.
 *
 * @throws {ActasError} before the command starts, if it cannot have them
 */
export async function runExec({ narrowed, agent, mode, words }: ExecOptions): Promise<never> {
  const inherited = inheritedDescriptors();
  const request = { ...narrowed, environment: requestEnvironment() };
  if (mode === "env") {
    const { environment } = await ask({ request: "environment", for: request }, agent);
    return becomeCommand(ownWords(words.length), environmentChanges(environment), inherited);
  }
  const { environment, port } = await ask({ request: "grant", for: request, program: nameOf(words[0] ?? "") }, agent);
  return becomeCommand(ownWords(words.length), environmentChanges(environment), [...inherited, ...reservePort(port)]);
}

function nameOf(command: string): string {
  return command.slice(command.lastIndexOf("/") + 1);
}
