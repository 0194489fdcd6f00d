import { GRANT_TYPE_NAMES } from "../../source-files/grant-type-named.ts";
import type { OptionDefinition } from "./definition.ts";

const GRANT: OptionDefinition = {
  flags: "--grant <grant>",
  words: "how to sign in: code (a browser on this machine) or device (any browser, and a code to compare)",
  heading: "Who you are",
  choices: ["code", "device"],
  meanings: GRANT_TYPE_NAMES,
};

/** The option `--grant`, and the name that other tools have for it. */
export const GRANT_OPTIONS: readonly OptionDefinition[] = [
  GRANT,
  { ...GRANT, flags: "--oauth-grant-type <grant>", hidden: true },
];
