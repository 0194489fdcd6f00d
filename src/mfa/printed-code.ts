import { asRequested } from "../base/surroundings.ts";
import { CannotAsk } from "../conversation/conversation.ts";
import { mfaCode } from "../conversation/mfa-code.ts";
import { runProgram } from "../system/run-program.ts";
import type { MfaInput } from "./mfa-input.ts";
import { nextStep } from "./next-step.ts";

/**
 * The code that a command prints, as a profile's `mfa_process` says: run by the shell without a terminal, in the
 * directory and with the variables of a command that waits. Its standard error is thrown away: it may hold a secret.
 *
 * @throws {CannotAsk} it fails, or prints something else
 */
export async function printedCode(...[question, conversation, signal, ways]: Parameters<MfaInput["code"]>) {
  const { command = "", environment = {} } = ways;
  // It would print the same code again.
  if (question.again) await nextStep(signal);
  const surroundings = asRequested(await conversation.surroundings("process"), environment);
  const { isCut, output, status } = await runProgram({ words: ["/bin/sh", "-c", command], surroundings, signal });
  if (isCut) throw new CannotAsk("the command in `mfa_process` printed far more than a code");
  if (status !== 0) {
    throw new CannotAsk(`the command in \`mfa_process\` ended with status ${status}`);
  }
  const code = mfaCode(output);
  if (code !== undefined) return code;
  throw new CannotAsk("the command in `mfa_process` printed something else than six digits");
}
