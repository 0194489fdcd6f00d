import { printLine } from "../../system/print.ts";
import { ask } from "../ask.ts";
import type { Actions } from "../command-line/action.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { signInLine } from "../text/sign-in-line.ts";

/** `actas refresh SOURCE` */
export const refreshActions: Actions = {
  "": async (source: string, { utc }: { readonly utc?: true }) => {
    const renewed = await ask({ request: "renew", source, ...inThisEnvironment() });
    printLine(signInLine(renewed, utc ? "utc" : "local"));
  },
};
