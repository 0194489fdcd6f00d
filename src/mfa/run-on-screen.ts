import type { Surroundings } from "../base/surroundings.ts";
import { agentEnvironment } from "../system/agent-environment.ts";
import type { ScreenProgram } from "../system/desktop.ts";
import { findProgram } from "../system/find-program.ts";
import { type ProgramEnd, runProgram } from "../system/run-program.ts";

/**
 * Runs a program that shows something on the screen of a command that waits. It needs no secrets of the command's.
 *
 * @returns undefined when it is not on PATH
 * @throws the reason of the signal
 */
export async function runOnScreen(
  { name, options }: ScreenProgram,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<ProgramEnd | undefined> {
  const program = findProgram(name, surroundings);
  if (!program) return undefined;
  const plain = { directory: "/", environment: agentEnvironment(surroundings) };
  return runProgram({ words: [program, ...options], surroundings: plain, signal });
}
