import type { Play } from "./plays.ts";
import type { Answer } from "./typed-shell.ts";

/** How the tables of a page are played. */
interface TablePlay extends Play {
  /** Whether the reader's AWS config is the first one that the page shows. */
  readonly config?: "as-shown";
  /** Commands that need a keyring. */
  readonly keyring?: true;
}

/** What readers put in place of words in capitals. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  CMD: "acts",
  CODE: '"$(actas sandbox code)"',
  NAME: "staging",
  PROFILE: "ana",
  REGION: "eu-west-1",
  ROLE: "111122223333/Developer",
  SERIAL: "arn:aws:iam::111122223333:mfa/ana",
  URL: "https://corp.awsapps.com/start",
};

/** Commands that end something which others need are typed last, in this order. */
export const LAST: readonly RegExp[] = [
  /\bkeys list\b/,
  /\bkeys rotate\b/,
  /\bkeys remove\b/,
  /\blist sign-ins\b/,
  /\brefresh\b/,
  /\blogout\b/,
  /\bsetup sso\b/,
  /\bcache clear\b/,
  /\bagent\b/,
  /^as deactivate\b/,
];

const asCorp = "actas login corp --no-browser";
const asYoyodyne = "actas login maws";
const withoutTerminal = (command: string): Record<string, string> => ({ [command]: `${command} | grep -q .` });
/** What goes on until it is ended, on a port that nothing else has. */
const inBackground = (command: string): Record<string, string> => ({
  [command]: `${command} --port 0 --detach && actas serve stop`,
});
const picked = (words: string): Answer => ({
  when: /^ {2}\d+ of [1-9]\d* · /m,
  answer: (_, session) => session.press(`\x15${words}\r`),
});

export const TABLE_PLAYS: Readonly<Record<string, TablePlay>> = {
  "docs/guides/moving-from-aws-runas.md": {
    config: "as-shown",
    keyring: true,
    before: {
      "actas password import": [
        String.raw`printf '\n[https://login.example.com/saml]\nsaml_password = none\n' >> .aws/credentials`,
      ],
    },
    instead: {
      ...withoutTerminal("actas export --session dev"),
      ...inBackground("actas serve imds dev"),
      ...inBackground("actas serve container dev"),
    },
  },
  "docs/guides/moving-from-vegas-credentials.md": { config: "as-shown" },
  "docs/guides/moving-from-aws-sso-login.md": {
    before: { "": ["sed -i 's/profile sso-dev/profile dev/' .aws/config", asCorp] },
    instead: withoutTerminal("actas export dev --format process"),
    answers: [picked("data read")],
  },
  "docs/guides/moving-from-aws-vault.md": {
    keyring: true,
    before: {
      "actas keys add ben": [
        `sed -n '/^.ben/,/^$/s/.* = //p' .aws/credentials | paste -sd, > key.csv`,
        "sed -i '/^.ben/,/^$/d' .aws/credentials",
      ],
    },
    instead: {
      "actas keys add ben": "actas keys add ben < key.csv",
      "actas keys remove ben": "actas keys remove --yes ben",
      ...inBackground("actas serve imds staging"),
    },
  },
  "docs/guides/moving-from-mairu.md": {
    before: {
      "": [asCorp, "cd shop", "actas use corp:111122223333/Developer"],
      "actas setup sso corp -r eu-west-1 -u https://corp.awsapps.com/start": ["rm ~/.config/actas/sources.d/corp.json"],
    },
  },
  "docs/guides/moving-from-aws-as.md": {},
  "docs/guides/moving-from-maws.md": {
    before: { "": [asYoyodyne] },
    instead: {
      ...withoutTerminal("actas export --format boto maws:222233334444/TeamAP"),
      ...withoutTerminal("actas export --format js maws:222233334444/TeamAP"),
    },
    answers: [picked("TeamAP")],
  },
  "docs/guides/moving-from-awsume-and-assume.md": { before: { "": [asCorp] }, answers: [picked("readonly")] },
  "docs/guides/coming-from-another-tool.md": {
    before: { "": [asCorp] },
    answers: [picked("staging"), { when: /number or name\): $/, answer: (_, session) => session.type("corp") }],
  },
};

/** Commands of tables that are not typed. */
export const NOT_TYPED_IN_TABLES: Readonly<Record<string, string>> = {
  "actas setup": "test/sign-in/set-up.test.ts answers what it asks",
  "actas agent run": "it does not end; test/agent/life.test.ts has it",
};
