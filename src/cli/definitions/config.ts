import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const EXAMPLES = ["actas config show staging", "actas config show staging --json | jq -r '.settings[].key'"];

/** `actas config show PROFILE` */
export const config: CommandDefinition = {
  commands: [
    {
      name: "show",
      summary: "show what a profile means, and where each value comes from",
      arguments: [{ name: "<profile>", words: "a profile of ~/.aws/config or ~/.aws/credentials" }],
      options: [JSON_OPTION],
      examples: EXAMPLES,
    },
  ],
  examples: EXAMPLES,
};
