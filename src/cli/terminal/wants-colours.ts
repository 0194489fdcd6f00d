import type { Environment } from "../../base/environment.ts";

/**
 * Whether output may have colours: `NO_COLOR` turns them off, `FORCE_COLOR` and `CLICOLOR_FORCE` on, even in a pipe;
 * otherwise a terminal has them, unless it is dumb or `CLICOLOR` is 0.
 *
 * @see https://no-color.org, https://force-color.org, https://bixense.com/clicolors/
 */
export function wantsColours(output: "terminal" | "pipe", environment: Environment = process.env): boolean {
  const { CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (NO_COLOR || FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  if (FORCE_COLOR || (CLICOLOR_FORCE && CLICOLOR_FORCE !== "0")) return true;
  return output === "terminal" && TERM !== "dumb" && CLICOLOR !== "0";
}
