import { whileLocked } from "../../../access-keys/while-locked.ts";
import { ActasError } from "../../../base/errors.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { askingProblem } from "../../terminal/asking-problem.ts";
import { knownPasswords } from "./known-passwords.ts";
import { noneKept } from "./show-password.ts";

const PURPOSE = "remove a password";

/** Takes a password out of the keyring. @throws {ActasError} `usage` when none has it; `cancelled`, `system` */
export async function removePassword(url: string, { yes }: { readonly yes?: true }): Promise<void> {
  const { kept, state } = await knownPasswords();
  if (!(await kept.keyringOf(url))) throw noneKept("remove", url);
  if (!yes) await confirm(url);
  if (!(await whileLocked(state, () => kept.remove(url)))) throw noneKept("remove", url);
}

async function confirm(url: string): Promise<void> {
  const why = "nothing could bring it back";
  const problem = askingProblem();
  if (problem) {
    throw new ActasError("usage", `cannot remove the password of ${url} unasked: ${why}`, {
      hints: ["`--yes` removes it without a question", `you are not asked: ${problem}`],
    });
  }
  if ((await askYesOrNo(`actas: remove the password of ${url}? Nothing could bring it back`, PURPOSE)) === "no")
    throw new ActasError("cancelled", `cannot ${PURPOSE}: you said no`);
}
