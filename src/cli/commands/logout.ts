import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { signedOut, signOutOf, signOutOfAll } from "../sign-in/sign-out-of.ts";
import { printText } from "../terminal/print-text.ts";

/** `actas logout SOURCE`, `actas logout PROFILE`, `actas logout --all` */
export const logoutActions: Actions = {
  "": async (source: string | undefined, { all, json }: { readonly all?: true; readonly json?: true }) => {
    if (all && source !== undefined) throw cannot("a source and `--all` were given", "give one of them");
    if (!all && source === undefined) {
      throw cannot("no source was named", "`actas list sign-ins` shows them; `actas logout --all` ends all");
    }
    const { others, signOuts } =
      source === undefined ? await signOutOfAll() : { others: 0, signOuts: [await signOutOf(source)] };
    if (json) return printJson("logout", { signOuts, others });
    const lines = [
      ...signOuts.map(signedOut),
      ...(others > 0 ? [`forgot ${counted(others, "further set")} of credentials`] : []),
    ];
    printText(lines.length > 0 ? lines : ["nobody was signed in"]);
  },
};

function cannot(reason: string, hint: string): ActasError {
  return new ActasError("usage", `cannot sign out: ${reason}`, { hints: [hint] });
}
