import { DoesNotAnswer } from "../../agent-api/does-not-answer.ts";
import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { askRunning } from "../asking/ask.ts";
import { askYesOrNo } from "./ask-user.ts";
import { userIsThere } from "./asking-problem.ts";
import { say } from "./say.ts";

/**
 * Names the programs that lose their credentials when the agent stops and, on a terminal, asks for confirmation.
 *
 * @throws {ActasError} `cancelled` when the user says no
 */
export async function warnOfPrograms(): Promise<void> {
  const programs = await runningPrograms();
  if (programs.length === 0) return;
  const lose =
    programs.length === 1 ? "1 program loses its credentials" : `${programs.length} programs lose their credentials`;
  say(`actas: ${lose}: ${programs.map(({ program, target }) => `${program} (${target})`).join(", ")}`);
  if (!userIsThere()) return;
  const answer = await askYesOrNo("actas: stop the agent?", "stop the agent");
  if (answer === "no") throw new ActasError("cancelled", "cannot stop the agent: you said no");
}

/** None for an agent that does not answer: it is ended without a question, since it serves no program any more. */
async function runningPrograms(): Promise<Results["programs"]["programs"]> {
  try {
    return (await askRunning({ request: "programs" }))?.programs ?? [];
  } catch (error) {
    if (error instanceof DoesNotAnswer) return [];
    throw error;
  }
}
