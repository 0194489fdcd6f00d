import type { ArgumentDefinition } from "./definition.ts";

/** The argument of commands that take one source. */
export const SOURCE: ArgumentDefinition = { name: "[source]", words: "its id, its URL, or a profile that uses it" };
