import type { ActsAs } from "../../agent-api/messages.ts";
import { becomeCommand } from "../../system/processes/exec.ts";
import { shellInUserDatabase } from "../../system/user-database.ts";
import { type ExecOptions, preparedFor } from "../run-exec.ts";
import { say } from "../terminal/say.ts";

/**
 * Becomes the user's shell, with credentials for the target, and says which identity the shell acts as.
 *
 * @throws {ActasError} before the shell starts, if there are no credentials
 */
export async function runShell(options: Omit<ExecOptions, "words">): Promise<never> {
  const shell = process.env.SHELL || shellInUserDatabase() || "/bin/sh";
  const { environment, inherited, actsAs } = await preparedFor({ ...options, words: [shell] });
  say(
    `actas: acting as ${described(environment.ACTAS_TARGET, actsAs)}${within(process.env.ACTAS_TARGET)}; exit ends it`,
  );
  return becomeCommand([new TextEncoder().encode(`${shell}\0`)], environment, inherited);
}

/** The target, plus account and role where the target does not name them. */
function described(target: string | null | undefined, { account, role }: ActsAs): string {
  const name = target ?? "";
  const more = [account, role].filter((part) => part && !name.includes(part));
  return more.length > 0 ? `${name} (${more.join(", ")})` : name;
}

function within(outer: string | undefined): string {
  return outer ? `, within a shell that acts as ${outer}` : "";
}
