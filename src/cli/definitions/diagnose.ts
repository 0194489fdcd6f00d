import { PROFILE, SERVER, TARGET } from "./credential-options.ts";
import { type CommandDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";
import { SDK_NAMES } from "./sdk-names.ts";

/** `actas diagnose [TARGET]` */
export const diagnose = (): CommandDefinition => ({
  arguments: [{ ...TARGET, words: "also look at this target: a profile, role ARN, SOURCE:ROLE or `auto`" }],
  options: [
    ...[SERVER, PROFILE].map(withoutHeading),
    {
      flags: "--sdk <sdk>",
      words: "only where a program with this SDK looks for credentials, step by step",
      choices: SDK_NAMES,
    },
    { flags: "--fix", words: "mend what can be mended safely, after asking" },
    { flags: "-y, --yes", words: "with `--fix`: do not ask" },
    {
      flags: "--print-iam-policy",
      words: "print the least policy of IAM that the target needs, and look at nothing else",
      conflicts: "fix",
    },
    { flags: "--no-redact", words: "show names, accounts, hosts and the like as they are" },
    JSON_OPTION,
  ],
  examples: [
    "actas diagnose",
    "actas diagnose staging",
    "actas diagnose --sdk go                   where a program in Go looks for credentials here",
    "actas diagnose --fix",
    "actas diagnose staging --print-iam-policy",
    "actas diagnose --json | jq '.findings[] | select(.severity == \"error\")'",
  ],
  notes: `It signs in nowhere, asks you for nothing and starts no agent. AWS and the servers of your
sources are asked for the time, credential servers whether they answer as such, and AWS
about the access key and the MFA device of a target. A keyring is tried with a trial.
What it prints can be shown to others: whatever tells who you are is masked, the same by
the same mask.

It ends with status 1 if it finds an error.`,
});
