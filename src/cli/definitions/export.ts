import { SHELLS } from "../../base/shells.ts";
import { CREDENTIAL_OPTIONS, PICK, TARGET } from "./credential-options.ts";
import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas export [TARGET]` */
export const exportDefinition: CommandDefinition = {
  arguments: [TARGET],
  options: [
    PICK,
    ...CREDENTIAL_OPTIONS,
    {
      flags: "--format <format>",
      words: "what to print",
      heading: "Output",
      choices: ["env", "json", "process"],
      fallback: "env",
    },
    { ...JSON_OPTION, words: "the same as `--format json`", heading: "Output", conflicts: "format" },
    {
      flags: "--shell <shell>",
      words: "shell to write `env` for; default: the shell that runs this",
      heading: "Output",
      choices: SHELLS,
    },
  ],
  examples: [
    'eval "$(actas export staging)"                    sh, bash, zsh',
    "actas export staging | source                     fish",
    "actas export staging --json | jq -r .Expiration",
  ],
  notes: `The keys stay in that shell until they expire; \`actas exec\` leaves none behind.
The lines are not printed on a terminal, which would keep them in its scrollback.`,
};
