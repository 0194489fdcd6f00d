import { COMMIT, VERSION, VERSION_AND_COMMIT } from "../../base/version.ts";
import { printLine } from "../../system/print.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";

/** `actas version`, which is `--version` for those who expect a command. */
export const versionActions: Actions = {
  "": ({ json }: { readonly json?: true }) =>
    json
      ? printJson("version", { version: VERSION, ...(COMMIT && { commit: COMMIT }) })
      : printLine(VERSION_AND_COMMIT),
};
