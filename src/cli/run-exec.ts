import { reservePort } from "../system/ports/reserve-port.ts";
import { becomeCommand } from "../system/processes/exec.ts";
import { inheritedDescriptors } from "../system/processes/inherited-descriptors.ts";
import { ownArgv } from "../system/processes/own-argv.ts";
import { type AgentUse, ask } from "./ask.ts";
import { environmentChanges } from "./environment/environment-changes.ts";
import { requestEnvironment } from "./environment/request-environment.ts";
import type { TargetRequest } from "./target/target-request.ts";

export interface ExecOptions {
  readonly targetRequest: TargetRequest;
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
export async function runExec({ targetRequest, agent, mode, words }: ExecOptions): Promise<never> {
  const inherited = inheritedDescriptors();
  const request = { ...targetRequest, environment: requestEnvironment() };
  if (mode === "env") {
    const { environment } = await ask({ request: "environment", for: request }, agent);
    return becomeCommand(ownArgv(words.length), environmentChanges(environment), inherited);
  }
  const { environment, port } = await ask({ request: "grant", for: request, program: nameOf(words[0] ?? "") }, agent);
  return becomeCommand(ownArgv(words.length), environmentChanges(environment), [...inherited, ...reservePort(port)]);
}

function nameOf(command: string): string {
  return command.slice(command.lastIndexOf("/") + 1);
}
