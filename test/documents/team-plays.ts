import type { Play } from "./plays.ts";

/** A shell within `sandbox --team`. */
const inTeam = "actas sandbox --team -- bash --norc";
/** The address of its server. */
const teamUrl = `"$(sed -n 's/^ *"url": "\\(.*\\)",$/\\1/p' "$ACTAS_SERVER_CONFIG")"`;
const lines = (path: string, ...text: readonly string[]): string =>
  `printf '%s\\n' ${text.map((line) => `'${line}'`).join(" ")} > ${path}`;
/** A server without a configuration, as long as it takes to be there. */
const ownServer = (command: string): string =>
  `env -u ACTAS_SERVER_CONFIG STATE_DIRECTORY="$HOME/own" ACTAS_SERVER_LISTEN_PORT=0 ACTAS_SERVER_DATABASE_KIND=embedded ${command}`;

const build = 'actas role-map build --dynamodb --provider "$ACTAS_SANDBOX/yoyodyne" --target ben';

/** Of the guides about a team's server: they are read within a sandbox that has one. */
export const TEAM_PLAYS: Readonly<Record<string, Play>> = {
  "docs/guides/team-server.md": {
    before: {
      "$ cat new-rules.json": [
        lines(
          "new-rules.json",
          '{ "lending": { "rules": [{ "effect": "allow", "groups": ["developers"], "roles": ["Developer", "Operator"] }] } }',
        ),
      ],
      "$ actas server check --config actas-server.json": [
        lines("actas-server.json", "{", '  "url": "https://roles.example.com/",', '  "listen": { "prot": 8321 }', "}"),
      ],
      "actas setup server team --url https://roles.example.com/ --client-id actas": [
        'rm "$HOME/.config/actas/sources.d/team.json"',
      ],
    },
    instead: {
      "actas server check": ownServer("actas server check"),
      "actas server run": `(${ownServer("actas server run")} > run.log 2>&1 & until grep -q "serves api" run.log; do command -p sleep 0.1; done; kill $!; wait $!)`,
      "actas setup server team --url https://roles.example.com/ --client-id actas": `actas setup server team --url ${teamUrl} --client-id actas`,
    },
    answers: [{ when: /^ {2}\d+ of [1-9]\d* · /m, answer: (_, session) => session.press("\x15Developer\r") }],
    after: ["exit"],
  },
  "docs/guides/from-mozillas-builder.md": {
    instead: {
      "actas role-map build --dynamodb --provider https://auth.example.com/ --out map --target audit": `${build} --out map`,
      "actas role-map diff access-group-iam-role-map.json map":
        "cp map/access-group-iam-role-map.json . && actas role-map diff access-group-iam-role-map.json map",
      "actas role-map build --dynamodb --provider https://auth.example.com/ --out s3://BUCKET": `${build} --out s3://sandbox-111122223333`,
    },
  },
  "docs/guides/server-operations.md": {
    before: { "": [inTeam, "actas login team", "actas exec team:633344445555/Developer -- true"] },
    after: ["exit"],
  },
};
