import type { Environment } from "../../base/environment.ts";
import { isOn } from "../environment/is-on.ts";

/** `NO_COLOR` for one tool alone, as vegas-credentials has it and had it before. */
const OF_ONE_TOOL = ["VEGAS_CREDENTIALS_NO_COLOR", "AWS_MFA_CREDENTIAL_PROCESS_NO_COLOR"];

/**
 * Whether output may have colours: `NO_COLOR` turns them off, and so do the variables of vegas-credentials; `FORCE_COLOR`
 * and `CLICOLOR_FORCE` turn them on, even in a pipe; otherwise a terminal has them, unless it is dumb or `CLICOLOR` is 0.
 *
 * @see https://no-color.org, https://force-color.org, https://bixense.com/clicolors/
 */
export function wantsColours(output: "terminal" | "pipe", environment: Environment = process.env): boolean {
  const { CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (NO_COLOR || OF_ONE_TOOL.some((name) => isOn(environment[name]))) return false;
  if (FORCE_COLOR === "0" || FORCE_COLOR === "false") return false;
  if (FORCE_COLOR || (CLICOLOR_FORCE && CLICOLOR_FORCE !== "0")) return true;
  return output === "terminal" && TERM !== "dumb" && CLICOLOR !== "0";
}
