import { BUNDLE_PLAY } from "./bundle-play.ts";
import { TEAM_PLAYS } from "./team-plays.ts";
import { TRUST_POLICY } from "./trust-policy.ts";
import type { Answer } from "./typed-shell.ts";

/** What a page takes for granted, and what it shows without the command that prints it. */
export interface Play {
  /** Commands that the reader has typed before a block, by the block's first line; `""`: before the page. */
  readonly before?: Readonly<Record<string, readonly string[]>>;
  /** What is typed in place of a command that has a placeholder. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Blocks of output: the command that prints these lines, maybe among others. */
  readonly printedBy?: Readonly<Record<string, string>>;
  /** The first lines of blocks that begin a sandbox of their own, since a code of an MFA device is good for one use. */
  readonly sections?: readonly string[];
  /** Blocks that are the screen of a command. */
  readonly screens?: Readonly<Record<string, Screen>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly answers?: readonly Answer[];
  /** What the reader types in the end. */
  readonly after?: readonly string[];
}

/** The screen of a command after some keys. */
export interface Screen {
  readonly command: string;
  readonly keys?: string;
  readonly rows: number;
  readonly environment?: Readonly<Record<string, string>>;
}

const PICKER = /^ {2}\d+ of [1-9]\d* · /m;
const choose = (words: string): Answer => ({ when: PICKER, answer: (_, session) => session.press(`\x15${words}\r`) });
const inProject = ["mkdir -p shop && cd shop"];
const asCorp = "actas login corp --no-browser";
const write = (path: string, text: object): string =>
  `printf '%s\n' '${JSON.stringify(text, null, 2).replaceAll("\n", "' '")}' > ${path}`;
const projectFile = { server: "corp", role: "111122223333/Developer", region: "eu-west-1", account: "111122223333" };

export const PLAYS: Readonly<Record<string, Play>> = {
  ...TEAM_PLAYS,
  "README.md": {
    before: {
      "npm run build": ["cp -r $REPOSITORY/dist ."],
      "actas exec staging -- terraform plan": [...inProject, "actas use readonly", asCorp],
    },
    answers: [choose("staging")],
  },
  "docs/guides/desktop-programs.md": {
    before: { "$ actas serve container staging --detach": ["actas exec staging -- true"] },
  },
  "docs/guides/trust-policies.md": {
    before: { "": [write("trust.json", TRUST_POLICY)] },
  },
  "docs/guides/choosing-a-role.md": {
    before: { "$ actas exec --pick -- aws s3 ls": [asCorp] },
    answers: [choose("read data")],
    screens: {
      "$ actas exec --pick -- aws s3 ls": { command: "actas exec --pick -- aws s3 ls", rows: 8 },
      "actas: act as: data": { command: "actas exec --pick -- aws s3 ls", keys: "data", rows: 8 },
      "actas: acting as corp:777788889999/ReadOnly (Data)": {
        command: "actas exec --pick -- true",
        keys: "data read\r",
        rows: 8,
      },
      "actas: reading what there is to choose from …": {
        command: "actas exec --pick data -- aws s3 ls",
        rows: 8,
        environment: { ACTAS_ACCESSIBLE: "1" },
      },
    },
  },
  "docs/guides/organisation-defaults.md": {
    before: {
      "actas exec production -- aws s3 ls": [
        write(".config/actas/config.json", { targets: { production: "corp:111122223333/Developer" } }),
        asCorp,
      ],
    },
  },
  "docs/guides/openid-provider.md": {
    before: {
      "": ["rm -f .config/actas/sources.d/yoyodyne.json"],
      "$ actas list roles yoyodyne": ["actas login yoyodyne --no-browser"],
    },
  },
  "docs/guides/credential-server.md": {
    before: {
      "actas setup server team --url https://creds.example.com/api/ --client-id actas": [
        "rm .config/mairu/servers.d/team.json",
      ],
      "gpg -d secret.gpg | actas setup server team --url https://creds.example.com/api/ --client-id actas --client-secret-stdin":
        ["rm .config/actas/sources.d/team.json"],
      "$ actas login contoso --grant device": ["actas logout contoso"],
    },
  },
  "docs/guides/iam-user-mfa.md": {
    printedBy: { 'actas: MFA code of ana (111122223333) for "staging", 18 s left:': "actas whoami staging" },
    sections: [
      'actas: MFA code of ana (111122223333) for "staging", 18 s left:',
      "actas exec --profile ana arn:aws:iam::111122223333:role/Dev -- aws s3 ls",
      "actas exec --duration 8h admin -- ./long-job",
      "$ actas exec --session staging -- actas whoami --json | jq -r .Arn",
      "actas exec --mode env staging -- ./old-tool",
      'actas exec --no-agent --otp "$CODE" staging -- ./deploy.sh',
    ],
    before: {
      "$ actas exec staging": ["actas exec staging -- true"],
      "$ actas exec --session staging -- actas whoami --json | jq -r .Arn": ["actas exec staging -- true"],
      'actas exec --no-agent --otp "$CODE" staging -- ./deploy.sh': ["CODE=$(actas sandbox code)"],
    },
  },
  "docs/guides/finding-out-what-is-wrong.md": {
    printedBy: {
      "fine     target       <profile-1> can be used, as far as the files tell": "actas diagnose staging | cat",
    },
  },
  "docs/guides/identity-center.md": {
    before: {
      "$ actas setup": [
        "cp -r .config kept && cp .aws/config kept-config",
        "rm .config/*/s*.d/* .config/maws/* && printf '[default]\nregion = eu-west-1\n' > .aws/config",
      ],
      "actas setup sso corp --start-url https://corp.awsapps.com/start --region eu-west-1": [
        "rm .config/actas/sources.d/corp.json",
      ],
      "$ actas list sources": ["actas agent stop", "cp -r kept/. .config", "cp kept-config .aws/config"],
      "$ actas process sso-dev": ["actas logout corp"],
      'actas: bash: cannot get credentials from "corp": you are needed, and a running program does not wait': [asCorp],
    },
    printedBy: {
      'actas: bash: cannot get credentials from "corp": you are needed, and a running program does not wait':
        "actas exec corp:111122223333/Developer -- bash -c 'actas logout corp; sdk'",
    },
  },
  "docs/guides/moving-from-mairu.md": {
    before: { "actas list-roles": [asCorp, ...inProject, "actas use corp:111122223333/Developer"] },
  },
  "docs/guides/organisation-bundles.md": BUNDLE_PLAY,
  "docs/guides/over-ssh-and-headless.md": {
    environment: { SSH_CONNECTION: "192.0.2.7 51000 192.0.2.2 22", USER: "ana", BROWSER: "" },
    before: {
      "$ actas login corp --grant device": ["actas logout corp"],
      "$ actas exec --non-interactive sso-dev -- true": ["actas logout corp"],
    },
  },
  "docs/guides/per-project-roles.md": {
    before: {
      "": [asCorp, ...inProject],
      "$ actas exec auto -- sh -c 'echo \"I act as $ACTAS_TARGET in $AWS_REGION\"'": [
        "actas trust revoke .actas.json",
        write(".actas.json", projectFile),
      ],
      "actas: /home/ana/shop/.actas.json has changed since you trusted it; it says": [
        "sed -i s/Developer/Administrator/ .actas.json",
      ],
      "actas exec auto -- make deploy": ["sed -i s/Administrator/Developer/ .actas.json"],
      "$ actas trust --show": [write(".actas.json", { profile: "staging" })],
      'actas exec --confirm-trust "$DIGEST" auto -- ./deploy.sh': ["DIGEST=$(sha256sum .actas.json | cut -d' ' -f1)"],
    },
    printedBy: {
      "actas: /home/ana/shop/.actas.json has changed since you trusted it; it says": "actas exec auto -- true",
    },
  },
  "docs/guides/programs-in-the-background.md": {
    printedBy: {
      "401 WrongToken: cannot give credentials: no running program has this token; a program in the background loses it when the one that was started ends: keep that in the foreground, or use a profile with `credential_process`": `eval "$(actas exec readonly -- env | sed -n "s/^\\(AWS_CONTAINER[^=]*\\)=\\(.*\\)/export \\1='\\2'/p")"; while test -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE; do command -p sleep 0.1; done; sdk`,
    },
  },
  "docs/decisions/0052-names-are-for-people-who-read-them.md": {
    before: { "actas: corp:data/read is corp:777788889999/ReadOnly (Data)": [asCorp] },
    printedBy: { "actas: corp:data/read is corp:777788889999/ReadOnly (Data)": "actas exec corp:data/read -- true" },
  },
  "docs/reference/configuration.md": {
    before: {
      "$ actas exec staging -- ll": ["echo 'alias ll=true' >> .bashrc", "actas exec staging -- true"],
      "$ actas exec --mode env staging -- ./old-tool": [
        write(".config/actas/config.json", {
          contact: "the cloud team, cloud@example.com",
          allow: { modes: ["container"] },
        }),
      ],
      "$ actas exec corp:111122223333/Administrator -- terraform plan": [
        write(".config/actas/config.json", {
          refuse: [{ source: "corp", account: "111122223333", role: "Administrator*" }],
        }),
      ],
    },
  },
  "docs/reference/exit-codes.md": {
    printedBy: {
      'actas: error: cannot find profile "stagign" in /home/ana/.aws/config': "actas exec stagign -- true",
    },
  },
  "docs/reference/project-files.md": {
    before: { "actas use staging": inProject },
    instead: {
      "actas trust FILE --digest DIGEST": "actas trust .actas.json --digest $(sha256sum .actas.json | cut -d' ' -f1)",
    },
  },
  "docs/reference/source-files.md": {
    before: {
      "": ["rm -f .config/actas/sources.d/yoyodyne.json"],
      "actas setup sso corp --start-url https://corp.awsapps.com/start --region eu-west-1": [
        "rm .config/actas/sources.d/corp.json",
      ],
      "actas setup server team --url https://creds.example.com/api/ --client-id actas --grant code --grant device": [
        "rm .config/mairu/servers.d/team.json",
      ],
    },
  },
};
