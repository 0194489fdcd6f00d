import type { OptionDefinition } from "./definition.ts";

/** The option of commands that print tables or lines for people. */
export const JSON_OPTION: OptionDefinition = { flags: "-j, --json", words: "print it as JSON, for scripts" };
