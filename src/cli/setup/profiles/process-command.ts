import { realpathSync } from "node:fs";
import { ActasError } from "../../../base/errors.ts";
import { isSeen } from "../../../base/printable.ts";
import { shellWord } from "../../../base/shell-word.ts";
import { selfCommand } from "../../../system/processes/self-command.ts";
import type { TypedTarget } from "../../../targets/typed-target.ts";

/** How a `credential_process` names actas. */
export type ProgramPath = "as-found" | "full";

/**
 * The `credential_process` that gets credentials of a target. It names actas by its full path where the shell would not
 * find this very program by its name.
 *
 * @throws {ActasError} `usage` for a target that not all SDKs would pass on as it is
 */
export function processCommand(target: TypedTarget, path: ProgramPath): string {
  const odd = target.find((word) => !isSeen(word) || /\s[#;]/.test(word));
  if (odd !== undefined) {
    const reason = isSeen(odd) ? "some SDKs take ` #` and ` ;` for a comment" : "it has invisible characters";
    throw new ActasError("usage", `cannot write "${odd}" into a \`credential_process\`: ${reason}`, {
      hints: ["give the profile another name"],
    });
  }
  const program = path === "as-found" && isFoundByName() ? ["actas"] : selfCommand();
  return [...program, "process", ...target].map(shellWord).join(" ");
}

function isFoundByName(): boolean {
  const found = Bun.which("actas");
  return found !== null && realpathSync(found) === realpathSync(process.execPath);
}
