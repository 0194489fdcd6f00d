import { OTP } from "./code-options.ts";
import { NO_AGENT } from "./credential-options.ts";
import { type ArgumentDefinition, type CommandDefinition, withoutHeading } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const FILE: ArgumentDefinition = {
  name: "<file>",
  words: "a trust policy, or what the AWS CLI prints about roles; - is standard input",
};

/** `actas role-map build|check|diff|explain` */
export const roleMap = (): CommandDefinition => ({
  commands: [
    {
      name: "build",
      summary: "read the roles of many accounts, and write which groups get which",
      options: [
        { flags: "--accounts <file>", words: "a file with the ARN of an audit role on each line; - is standard input" },
        { flags: "--organizations", words: "all active accounts of AWS Organizations" },
        { flags: "--dynamodb", words: "the table of Mozilla's builder; TABLE_NAME and its other variables count" },
        {
          flags: "--audit-role <name>",
          words: "with `--organizations`: the role to read with, and its path; default: actas/actas-audit",
        },
        { flags: "--external-id <id>", words: "the external ID that the audit roles ask for" },
        {
          flags: "--provider <url>",
          words: "the OpenID provider whose groups count; several times; default: VALID_FEDERATED_PRINCIPAL_URLS",
          repeatable: true,
        },
        {
          flags: "--out <place>",
          words: "a folder, a file for the groups, or s3://BUCKET/FOLDER; default: the groups go to standard output",
        },
        { flags: "--concurrency <number>", words: "how many accounts are read at once; default: 20" },
        { flags: "--resume", words: "go on where a build into this folder was stopped within the last hour" },
        { flags: "--target <target>", words: "who assumes the audit roles; default: AWS_PROFILE" },
        { flags: "-r, --region <region>", words: "the region of AWS STS" },
        withoutHeading(OTP),
        withoutHeading(NO_AGENT),
      ],
      examples: [
        "actas role-map build --organizations --provider https://auth.example.com/ --out map",
        "actas role-map build --dynamodb --provider https://auth.example.com/ --out s3://BUCKET",
      ],
      notes: `Each account is read with a session that may do nothing else. Of one that
cannot be read what was known stays, and the command ends with 1.`,
    },
    {
      name: "diff",
      summary: "say which roles groups have gained and lost between two maps",
      arguments: [
        { name: "<old>", words: "a file or folder that `role-map build` has written, or Mozilla's file" },
        { name: "<new>", words: "the same, later" },
      ],
      options: [JSON_OPTION],
      examples: ["actas role-map diff map.yesterday map"],
    },
    {
      name: "check",
      summary: "say what is wrong with the trust policies of roles",
      arguments: [{ name: "<file...>", words: `${FILE.words}; or a map` }],
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
      arguments: [{ name: "[file]", words: `${FILE.words}, or a map; without one AWS is asked` }],
      options: [
        { flags: "--role <arn>", words: "which role, where the file does not say it or has several" },
        { flags: "--target <target>", words: "without a file: who asks AWS; default: AWS_PROFILE" },
        { flags: "-r, --region <region>", words: "without a file: the region, which says the partition" },
        withoutHeading(OTP),
        withoutHeading(NO_AGENT),
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
      examples: [
        "actas role-map explain role.json --token token.jwt",
        "actas role-map explain map --role arn:aws:iam::111122223333:role/Deploy --token token.jwt",
      ],
      notes: `It knows the role's trust policy only: a policy of your organization may still
refuse what it allows. Of a map it also says why the role may be missing from a list.`,
    },
  ],
  examples: ["actas role-map check trust.json"],
});
