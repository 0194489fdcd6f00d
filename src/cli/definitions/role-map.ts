import type { ArgumentDefinition, CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const FILE: ArgumentDefinition = {
  name: "<file>",
  words: "a trust policy, or what the AWS CLI prints about roles; - is standard input",
};

/** `actas role-map check|explain` */
export const roleMap = (): CommandDefinition => ({
  commands: [
    {
      name: "check",
      summary: "say what is wrong with the trust policies of roles",
      arguments: [{ ...FILE, name: "<file...>" }],
      options: [{ flags: "--account <id>", words: "the role's account, where the file does not say it" }, JSON_OPTION],
      examples: [
        "actas role-map check trust.json          one policy, or what `aws iam get-role` prints",
        "actas role-map check -                    what `aws iam list-roles` prints",
      ],
      notes: "It asks nothing of AWS. It ends with 1 if it finds an error.",
    },
    {
      name: "explain",
      summary: "say why somebody gets a role by its trust policy, or does not",
      arguments: [FILE],
      options: [
        { flags: "--role <arn>", words: "which role, where the file does not say it or has several" },
        {
          flags: "--token <file>",
          words: "a file with an ID token, which is read, not verified; - is standard input",
          conflicts: "subject",
        },
        { flags: "--subject <text>", words: "the person's `sub`, in place of a token" },
        { flags: "--provider <url>", words: "with `--subject`: the OpenID provider" },
        { flags: "--audience <text>", words: "with `--subject`: the application the token is for" },
        { flags: "--group <name>", words: "with `--subject`: a value of `amr`; several times", repeatable: true },
        { flags: "--session-name <name>", words: "the session's name, if a condition asks for it" },
        JSON_OPTION,
      ],
      examples: ["actas role-map explain role.json --token token.jwt"],
      notes: `It asks nothing of AWS, so it knows the role's trust policy only: a policy of
your organization may still refuse what it allows.`,
    },
  ],
  examples: ["actas role-map check trust.json"],
});
