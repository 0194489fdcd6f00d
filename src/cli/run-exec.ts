import type { ActsAs } from "../agent-api/messages.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import type { Mode } from "../settings/limits.ts";
import { reservePort } from "../system/ports/reserve-port.ts";
import { becomeCommand } from "../system/processes/exec.ts";
import { inheritedDescriptors } from "../system/processes/inherited-descriptors.ts";
import { ownArgv } from "../system/processes/own-argv.ts";
import type { Fallback } from "./acting/shell-fallback.ts";
import type { AgentUse } from "./asking/ask.ts";
import { environmentChanges } from "./environment/environment-changes.ts";
import { requestEnvironment } from "./environment/request-environment.ts";
import { askForTarget } from "./target/ask-for-target.ts";
import type { TargetRequest } from "./target/target-request.ts";

export interface ExecOptions {
  readonly targetRequest: TargetRequest;
  readonly agent: AgentUse;
  readonly mode: Mode;
  /** The command and its arguments: the last words of our own command line. */
  readonly words: readonly string[];
  /** What is run in place of these words, see {@link findCommand}. */
  readonly instead?: readonly Uint8Array[];
  /** See {@link inheritedDescriptors}. Absent: nothing has been opened yet. */
  readonly inherited?: readonly number[];
  /** Called when the user has chosen the target from a list, which has told it. */
  readonly onPicked?: () => void;
}

/**
 * Becomes the user's command, with credentials of the target: same pid, same terminal, same exit status.
 *
 * @throws {ActasError} before the command starts, if there are no credentials
 */
export async function runExec(options: ExecOptions): Promise<never> {
  const { environment, inherited } = await preparedFor(options).catch(async (error: unknown) => {
    throw (await import("./target/target-left-out.ts")).targetLeftOut(error, options.targetRequest, process.argv);
  });
  return becomeCommand(options.instead ?? ownArgv(options.words.length), environment, inherited);
}

/**
 * Looks for the command before anything is asked for it: the user would type a code in vain.
 *
 * @returns what to run instead, if the command is no program
 * @throws {ExecFailure} when there is no such command
 */
export async function findCommand(
  words: readonly string[],
  target: string | undefined,
  isAsked?: true,
): Promise<Fallback | undefined> {
  if (Bun.which(words[0] ?? "")) return undefined;
  return (await import("./acting/shell-fallback.ts")).shellFallback({ words, target, isAsked });
}

/** The environment and descriptors for the command. */
interface Prepared {
  readonly environment: EnvironmentChanges;
  readonly inherited: readonly number[];
  readonly actsAs: ActsAs;
}

/** Gets credentials for a command that this process is about to become. @throws {ActasError} if there are none */
export async function preparedFor({
  targetRequest,
  agent,
  mode,
  words,
  inherited = inheritedDescriptors(),
  onPicked,
}: ExecOptions): Promise<Prepared> {
  const request = { ...targetRequest, environment: requestEnvironment() };
  if (mode === "env") {
    const { environment, actsAs } = await askForTarget({ request: "environment", for: request }, agent, onPicked);
    return { environment: environmentChanges(environment), inherited, actsAs };
  }
  const program = nameOf(words[0] ?? "");
  if (mode === "file") {
    const { environment, actsAs } = await askForTarget(
      { request: "file-grant", for: request, program },
      agent,
      onPicked,
    );
    return { environment: environmentChanges(environment), inherited, actsAs };
  }
  const grant = { request: "grant", for: request, program } as const;
  const { environment, port, actsAs } = await askForTarget(grant, agent, onPicked);
  return { environment: environmentChanges(environment), inherited: [...inherited, ...reservePort(port)], actsAs };
}

function nameOf(command: string): string {
  return command.slice(command.lastIndexOf("/") + 1);
}
