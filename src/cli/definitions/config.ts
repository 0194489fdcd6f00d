import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";
import { PROFILE_ARGUMENT } from "./profile-argument.ts";

const EXAMPLES = ["actas config show staging", "actas config show staging --json | jq -r '.settings[].key'"];

/** `actas config show|settings|paths` */
export const config = (): CommandDefinition => ({
  commands: [
    {
      name: "show",
      summary: "show what a profile means, and where each value comes from",
      arguments: [PROFILE_ARGUMENT],
      options: [JSON_OPTION],
      examples: EXAMPLES,
    },
    {
      name: "settings",
      summary: "show which settings count, and which file says each",
      options: [JSON_OPTION],
      examples: ["actas config settings", "actas config settings --json | jq -r '.settings[].path'"],
    },
    {
      name: "paths",
      summary: "say where files are that are read or kept, and which programs are used",
      options: [JSON_OPTION],
      examples: ["actas config paths", "actas config paths --json | jq -r .state"],
    },
  ],
  examples: [...EXAMPLES, "actas config paths"],
});
