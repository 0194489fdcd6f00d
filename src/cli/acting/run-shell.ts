import { becomeCommand } from "../../system/processes/exec.ts";
import { whyNotStarted } from "../../system/processes/why-not-started.ts";
import { type ExecOptions, preparedFor } from "../run-exec.ts";
import { say } from "../terminal/say.ts";
import { describedTarget } from "./described-target.ts";
import { userShell } from "./user-shell.ts";

interface ShellOptions extends Omit<ExecOptions, "words"> {
  /** The user was told the target already: it was chosen from the list. */
  readonly told: boolean;
  /** Whether the prompt says what the shell acts as, and `as` is there. */
  readonly prompt: "shown" | "left-alone";
}

/**
 * Becomes the user's shell, with credentials for the target, and says which identity the shell acts as.
 *
 * @throws {ActasError} before the shell starts, if there are no credentials
 */
export async function runShell({ prompt, told, ...options }: ShellOptions): Promise<never> {
  const shell = userShell();
  const command = new TextEncoder().encode(`${shell}\0`);
  const failure = whyNotStarted(command, process.env.PATH);
  if (failure) throw failure;
  let isTold = told;
  const onPicked = (): void => {
    isTold = true;
  };
  const { environment, inherited, actsAs } = await preparedFor({ ...options, words: [shell], onPicked });
  const outer = process.env.ACTAS_TARGET;
  const parts = [
    ...(isTold ? [] : [`acting as ${describedTarget(environment.ACTAS_TARGET, actsAs)}`]),
    ...(outer ? [`within a shell that acts as ${outer}`] : []),
  ];
  say(`actas: ${[parts.join(", "), "exit ends it"].filter(Boolean).join("; ")}`);
  const { promptedShell } = await import("./prompted-shell.ts");
  const start = prompt === "shown" ? await promptedShell(shell) : { options: [], environment: {} };
  const words = [command, ...start.options.map((option) => new TextEncoder().encode(`${option}\0`))];
  return becomeCommand(words, { ...environment, ...start.environment }, inherited);
}
