import { credentialOptions, PICK, TARGET } from "./credential-options.ts";
import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas whoami [TARGET]` */
export const whoami = (): CommandDefinition => ({
  arguments: [TARGET],
  options: [
    PICK,
    ...credentialOptions(),
    { ...JSON_OPTION, words: "print the answer of GetCallerIdentity as JSON", heading: "Output" },
  ],
  examples: [
    "actas whoami                              who this shell acts as now",
    "actas whoami staging                      who a target is, signing in if need be",
    "actas whoami staging --json | jq -r .Arn",
  ],
  notes: `Without a target it asks AWS about what an SDK in this shell would use: keys in
the environment, else AWS_PROFILE, else the endpoint of \`actas exec\`. With none
of them, on a terminal, it lets you choose a target.`,
});
