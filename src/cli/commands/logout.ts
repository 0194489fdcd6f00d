import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { SIGNED_OUT, signOutOf, signOutOfAll } from "../sign-in/sign-out-of.ts";
import { printText } from "../terminal/print-text.ts";

/** `actas logout SOURCE`, `actas logout --all` */
export const logoutActions: Actions = {
  "": async (source: string | undefined, { all, json }: { readonly all?: true; readonly json?: true }) => {
    if (all && source !== undefined) throw cannot("a source and `--all` were given", "give one of them");
    if (!all && source === undefined) {
      throw cannot("no source was named", "`actas list sign-ins` shows them; `actas logout --all` ends all");
    }
    const signOuts = source === undefined ? await signOutOfAll() : [await signOutOf(source)];
    if (json) return printJson("logout", { signOuts });
    const lines = signOuts.map(({ ended, source: id }) => SIGNED_OUT[ended](id));
    printText(lines.length > 0 ? lines : ["nobody was signed in"]);
  },
};

function cannot(reason: string, hint: string): ActasError {
  return new ActasError("usage", `cannot sign out: ${reason}`, { hints: [hint] });
}
