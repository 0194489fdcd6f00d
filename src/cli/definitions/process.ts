import { credentialOptions, TARGET } from "./credential-options.ts";
import type { CommandDefinition } from "./definition.ts";

/** `actas process [TARGET]` */
export const processDefinition = (): CommandDefinition => ({
  arguments: [TARGET],
  options: credentialOptions(),
  examples: ["actas process staging"],
  notes: `In ~/.aws/config, for any SDK or tool:
  [profile staging-for-sdks]
  credential_process = actas process staging`,
});

/** `actas credential-process [TARGET]`, and `SOURCE ROLE` as Mairu has it. */
export const credentialProcess = (): CommandDefinition => ({
  arguments: [
    { ...TARGET, words: `${TARGET.words}; with a role, its source` },
    { name: "[role]", words: "a role of that source" },
  ],
  options: credentialOptions(),
});
