import { ask } from "../asking/ask.ts";
import type { Actions } from "../command-line/action.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { printJson } from "../json/print-json.ts";
import { signInJson } from "../json/sign-in-json.ts";
import { printText } from "../terminal/print-text.ts";
import { lastingText } from "../text/lasting-text.ts";
import { signedInAs } from "../text/signed-in-as.ts";

/** `actas refresh [SOURCE]` */
export const refreshActions: Actions = {
  "": async (named: string | undefined, { json, utc }: { readonly json?: true; readonly utc?: true }) => {
    const source = named ?? (await (await import("../sign-in/only-sign-in.ts")).onlySignIn());
    const renewed = await ask({ request: "renew", source, ...inThisEnvironment() });
    if (json) return printJson("refresh", signInJson(renewed));
    const lasting = renewed.signIn ? lastingText(renewed.signIn, utc ? "utc" : "local") : "";
    const separator = renewed.signIn?.renewable ? ", " : " until ";
    printText([`${signedInAs(renewed)}${lasting && separator + lasting}`]);
  },
};
