import { ActasError } from "../../base/errors.ts";
import { printLine, printLines } from "../../system/print.ts";
import type { Actions } from "../command-line/action.ts";
import { SIGNED_OUT, signOutOf, signOutOfAll } from "../sign-in/sign-out-of.ts";

/** `actas logout SOURCE`, `actas logout --all` */
export const logoutActions: Actions = {
  "": async (source: string | undefined, { all }: { readonly all?: true }) => {
    if (all && source !== undefined) throw cannot("a source and `--all` were given", "give one of them");
    if (!all && source === undefined) {
      throw cannot("no source was named", "`actas list sign-ins` shows them; `actas logout --all` ends all");
    }
    if (source !== undefined) {
      const { ended, source: id } = await signOutOf(source);
      return printLine(SIGNED_OUT[ended](id));
    }
    const lines = (await signOutOfAll()).map(({ ended, source: id }) => SIGNED_OUT[ended](id));
    printLines(lines.length > 0 ? lines : ["nobody was signed in"]);
  },
};

function cannot(reason: string, hint: string): ActasError {
  return new ActasError("usage", `cannot sign out: ${reason}`, { hints: [hint] });
}
