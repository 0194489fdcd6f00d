import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas version` */
export const version = (): CommandDefinition => ({
  options: [JSON_OPTION],
  examples: ["actas version --json | jq -r .version"],
});
