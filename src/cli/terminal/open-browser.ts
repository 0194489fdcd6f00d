import { basename } from "node:path";
import type { Environment } from "../../base/environment.ts";
import { hasScreen } from "../../system/desktop.ts";
import { awayFromProject } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { type BrowserCommand, browserCommand, browserCommands } from "./browser-commands.ts";

/** Why no browser can be opened from here, in words for the user; undefined when one can. */
export function browserProblem(environment: Environment): "ssh" | "no-display" | undefined {
  const { BROWSER, SSH_CONNECTION, SSH_TTY } = environment;
  if (BROWSER) return undefined;
  if (SSH_CONNECTION || SSH_TTY) return "ssh";
  return hasScreen(environment) ? undefined : "no-display";
}

/** A program that cannot open the page ends within this time; one that keeps running has a window. */
const FAILS_WITHIN_MS = 500;

/**
 * Starts a program that outlives us as an orphan, so that the user's command never gets its SIGCHLD, and prints its
 * exit status for as long as we listen.
 */
const IN_BACKGROUND = ["/bin/sh", "-c", '{ "$@" </dev/null >/dev/null 2>&1; echo $?; } &', "sh"];

/**
 * Opens a page in the first browser that starts, and does not wait for it.
 *
 * @returns `opened`, or the reasons why not, one for each program tried
 * @see https://www.freedesktop.org/wiki/Software/xdg-utils/ for `xdg-open` and its exit status
 */
export async function openBrowser(url: string, environment: Environment): Promise<"opened" | readonly string[]> {
  return firstOf(browserCommands(url, environment));
}

/** Starts the command of one browser, whose words may name it by its path. Returns as {@link openBrowser}. */
export async function openWith(
  words: readonly string[],
  environment: Environment,
): Promise<"opened" | readonly string[]> {
  return firstOf([browserCommand(words, environment)]);
}

async function firstOf(commands: readonly BrowserCommand[]): Promise<"opened" | readonly string[]> {
  const problems: string[] = [];
  for (const command of commands) {
    const problem = await started(command);
    if (!problem) return "opened";
    problems.push(problem);
  }
  return problems;
}

async function started(command: BrowserCommand): Promise<string | undefined> {
  if ("problem" in command) return command.problem;
  const { words } = command;
  const shell = Bun.spawn([...IN_BACKGROUND, ...words], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
    env: awayFromProject(ownSurroundings()).environment,
  });
  const reader = shell.stdout.getReader();
  const status = await Promise.race([reader.read(), Bun.sleep(FAILS_WITHIN_MS)]);
  await reader.cancel();
  const text = status?.value ? new TextDecoder().decode(status.value).trim() : "0";
  return text === "0" ? undefined : `${basename(words[0] ?? "")} ended with status ${text}`;
}
