import { SHELLS } from "../../base/shells.ts";
import { credentialOptions, PICK, TARGET } from "./credential-options.ts";
import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas export [TARGET]` */
export const exportDefinition = (): CommandDefinition => ({
  arguments: [TARGET],
  options: [
    PICK,
    ...credentialOptions(),
    {
      flags: "--format <format>",
      words: "what to print",
      heading: "Output",
      choices: ["env", "source", "json", "process", "boto", "js", "ini", "docker-env"],
      fallback: "env",
    },
    { ...JSON_OPTION, words: "the same as `--format json`", heading: "Output", conflicts: "format" },
    {
      flags: "--shell <shell>",
      words: "shell to write `env` for; default: the shell that runs this",
      heading: "Output",
      choices: SHELLS,
    },
    {
      flags: "--write-credentials",
      words: "write the keys into your credentials file, and set AWS_PROFILE",
      heading: "Output",
    },
    {
      flags: "--shared",
      words: "the same in a credentials file beside yours",
      heading: "Output",
      conflicts: "writeCredentials",
    },
    {
      flags: "--write-profile <name>",
      words: "what the profile is called; default: TARGET-actas, or ALIAS-ROLE as a roles API has them",
      heading: "Output",
    },
    { flags: "-w, --console", words: "open the console in the browser as well", heading: "Output" },
    { flags: "-q, --quiet", words: "do not say which role is set", heading: "Output" },
  ],
  examples: [
    'eval "$(actas export staging)"                    sh, bash, zsh',
    "actas export staging | source                     fish",
    "actas export staging --json | jq -r .Expiration",
    "actas export staging --write-credentials",
  ],
  notes: `The keys stay in that shell until they expire; \`actas exec\` leaves none behind.
The lines are not printed on a terminal, which would keep them in its scrollback.`,
});
