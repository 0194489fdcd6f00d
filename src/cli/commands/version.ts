import { VERSION_AND_COMMIT } from "../../base/version.ts";
import { printLine } from "../../system/print.ts";
import type { Actions } from "../command-line/action.ts";

/** `actas version`, which is `--version` for those who expect a command. */
export const versionActions: Actions = { "": () => printLine(VERSION_AND_COMMIT) };
