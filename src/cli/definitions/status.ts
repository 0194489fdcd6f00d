import { PROFILE, SERVER, TARGET } from "./credential-options.ts";
import { type CommandDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas status [TARGET]` */
export const status = (): CommandDefinition => ({
  arguments: [{ ...TARGET, words: "only what has to do with this target: a profile, role ARN, SOURCE:ROLE or `auto`" }],
  options: [
    SERVER,
    PROFILE,
    {
      flags: "--here",
      words: "what this shell acts as; status 0, or 1 as nothing, or 3 if that has ended",
    },
    JSON_OPTION,
  ].map(withoutHeading),
  examples: [
    "actas status",
    "actas status staging                      until when its credentials last, and what comes next",
    "actas status staging --json | jq -r .target.expiration",
    "actas status --here                       what this shell acts as, and for how long",
    "actas status --json | jq '.grants[].program'",
  ],
});

/** `actas cache list|clear` */
export const cache = (): CommandDefinition => ({
  commands: [
    {
      name: "list",
      summary: "list the credentials and sign-ins of IAM users that are held, without secrets",
      options: [JSON_OPTION],
      examples: ["actas cache list", "actas cache list --json | jq -r '.credentials[].label'"],
    },
    {
      name: "clear",
      summary: "forget credentials and sign-ins",
      options: [
        { flags: "--only <kind>", words: "forget one kind", choices: ["credentials", "sign-ins"] },
        JSON_OPTION,
      ],
      examples: ["actas cache clear", "actas cache clear --only credentials      keep the sign-ins: no new code"],
    },
  ],
  examples: [
    "actas cache list",
    "actas cache clear",
    "actas cache clear --only credentials      keep the sign-ins: no new code",
  ],
});
