import type { CommandDefinition, OptionDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const CONFIG: OptionDefinition = {
  flags: "-c, --config <file>",
  words: "the configuration; default: ACTAS_SERVER_CONFIG, else /etc/actas/actas-server.json",
};

const TOKEN_WORDS = "whether the owner of this ID token could; it is read, not verified; - is standard input";

/** `actas server run|check|migrate|audit|revoke|rules|roles|findings|keys` */
export const server = (): CommandDefinition => ({
  commands: [
    {
      name: "run",
      summary: "run a server that lends roles to a team",
      options: [
        CONFIG,
        {
          flags: "--role <list>",
          words: "what this replica does: api, issuer, worker, with commas between them",
          fallback: "api,issuer,worker",
        },
      ],
      examples: ["actas server run --config actas-server.json", "actas server run --role worker"],
      notes: `It runs until SIGTERM or Ctrl-C, and then first answers what it has been asked.
Every key of the configuration may also come from the environment, such as
ACTAS_SERVER_LISTEN_PORT; secrets come from files or from the environment only.`,
    },
    {
      name: "check",
      summary: "say what is wrong with the configuration, or with what it leads to",
      options: [CONFIG, JSON_OPTION],
      examples: ["actas server check --config actas-server.json"],
      notes: `It opens the ports for a moment, connects to the database and changes nothing there,
and asks who vouches for people. The status is 1 when something is wrong.`,
    },
    {
      name: "migrate",
      summary: "bring the tables of the database to what this version needs, and end",
      options: [CONFIG],
      examples: ["actas server migrate", "actas server migrate --config owner.json"],
      notes: `A server does so when it starts, too, if its user in the database may. Where the
tables have an owner of their own, run this as the owner before the servers are upgraded.`,
    },
    {
      name: "audit",
      summary: "verify or print the audit trail, or say who was lent a role, and who still has one",
      arguments: [
        {
          name: "<action>",
          words: "verify, export, who-used or held-by",
          offered: ["verify", "export", "who-used", "held-by"],
        },
        {
          name: "[about]",
          words: "who-used: a role as its ARN, its name or ACCOUNT_ID/NAME; held-by: a person's name, or the subject",
        },
      ],
      options: [
        CONFIG,
        {
          flags: "--file <file>",
          words: "verify: compare this file with the table, too; repeatable",
          repeatable: true,
        },
        {
          flags: "--noted <digest>",
          words: "verify: the number and the hash of a record as they were noted: NUMBER:HASH",
        },
        { flags: "--since <time>", words: "only what came then or later, such as 2026-05-03, or 90d ago" },
        JSON_OPTION,
      ],
      examples: [
        "actas server audit verify                                    is any record changed or gone?",
        "actas server audit export --since 7d",
        "actas server audit who-used Admin --since 2026-05-01",
        "actas server audit held-by ana@example.com                   what can she still use?",
      ],
      notes: `verify ends with the number and the hash of the last record. Note them where whoever
runs the server cannot change them: with --noted, later, nobody can have cut off the end.`,
    },
    {
      name: "revoke",
      summary: "end the sign-ins of a person, and print the policy that ends what they were lent",
      arguments: [{ name: "<person>", words: "a name, or the subject at the OpenID provider" }],
      options: [CONFIG],
      examples: [
        "actas server audit held-by ana@example.com                   what would it end?",
        "actas server revoke ana@example.com > revoke-ana.json",
      ],
      notes: `First close the account at the OpenID provider: who can sign in there can do so here.
The policy denies everything to what the person was lent until now, and nothing to others.
AWS is not asked: attach it to each role that is named, or to accounts as a service
control policy, and remove it when the last loan has ended.`,
    },
    {
      name: "rules",
      summary: "say which roles each rule is about, before it counts",
      arguments: [
        { name: "<action>", words: "show: the rules that count; test: others beside them", offered: ["show", "test"] },
        { name: "[file]", words: "for test: a configuration with other rules" },
      ],
      options: [CONFIG, JSON_OPTION],
      examples: [
        "actas server rules show                      what does each rule come to?",
        "actas server rules test new-server.json      what would these open, and close?",
      ],
      notes: `It looks at the roles that the last scans found, and changes nothing. A rule tells
how many roles it is about; with test also how many of them are new to its groups, or
are open to them until now.`,
    },
    {
      name: "roles",
      summary: "say who could take a role at a time, and since which change",
      arguments: [
        { name: "<action>", words: "history", offered: ["history"] },
        { name: "[role]", words: "the ARN of a role, or its name, or ACCOUNT_ID/NAME" },
      ],
      options: [
        CONFIG,
        { flags: "--at <time>", words: "who could then, such as 2026-05-03 or a version as 12; absent: all changes" },
        { flags: "--token <file>", words: TOKEN_WORDS, conflicts: "subject" },
        { flags: "--subject <text>", words: "whether this person could: their `sub` at the OpenID provider" },
        {
          flags: "--group <name>",
          words: "whether somebody in this group could; several times",
          repeatable: true,
          conflicts: "token",
        },
        JSON_OPTION,
      ],
      examples: [
        "actas server roles history arn:aws:iam::111122223333:role/Admin",
        "actas server roles history arn:aws:iam::111122223333:role/Admin --at 2026-05-03 --group ops",
      ],
      notes: `Without a person it names the groups that could. It tells what scans have found, which
may be an hour after it was changed, and judges by the configuration as it is now.`,
    },
    {
      name: "findings",
      summary: "say what is wrong with trust policies and accounts, and since when",
      arguments: [
        {
          name: "[action]",
          words: "list, as without it; or acknowledge: somebody has looked at it and lets it be",
          offered: ["list", "acknowledge"],
        },
        {
          name: "[role]",
          words: "the role or account that it is about: an ARN, a name, ACCOUNT_ID/NAME, or the number of the account",
        },
        { name: "[code]", words: "for acknowledge: the code of the finding" },
      ],
      options: [
        CONFIG,
        { flags: "-a, --all", words: "list: also what is over" },
        { flags: "--digest <sha256>", words: "acknowledge: of the trust policy that was looked at, as list says it" },
        { flags: "--reason <text>", words: "acknowledge: why, which goes into the audit trail" },
        JSON_OPTION,
      ],
      examples: [
        "actas server findings list",
        "actas server findings list 111122223333            of one account, or of one role",
        "actas server findings acknowledge arn:aws:iam::111122223333:role/Visitor open-to-application --digest SHA256 --reason 'for visitors'",
      ],
      notes: `One that is acknowledged is listed last, until the trust policy is changed. It opens
nothing: roles that nearly everybody would get are lent only if \`roles.acknowledged\` in
the configuration names them.`,
    },
    {
      name: "keys",
      summary: "rotate the keys by which AWS knows the tokens of this server",
      arguments: [{ name: "<action>", words: "rotate", offered: ["rotate"] }],
      options: [CONFIG, { flags: "--stolen", words: "somebody else has the key: publish it no more" }],
      examples: ["actas server keys rotate", "actas server keys rotate --stolen"],
      notes: `For keys in a file. Running servers that have the file sign with the next key at
once; AWS knows it already. Keys in KMS are rotated by the order in the configuration.`,
    },
  ],
  examples: [
    "actas server run --config actas-server.json   until Ctrl-C",
    "actas server check                            what is wrong with it?",
    "actas server audit verify",
  ],
});
