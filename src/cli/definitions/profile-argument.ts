import type { ArgumentDefinition } from "./definition.ts";

/** The argument of every command about one profile that must be there. */
export const PROFILE_ARGUMENT: ArgumentDefinition = {
  name: "<profile>",
  words: "a profile of ~/.aws/config or ~/.aws/credentials",
};
