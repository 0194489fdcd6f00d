import { type Client, DELIVERIES, type Verdict } from "../test/clients/client.ts";
import { CLIENTS } from "../test/clients/clients.ts";

const INTRODUCTION = `# Which client takes what

<!-- Written by \`npm run docs\` from \`test/clients/clients.ts\`, which the tests hold to be true. -->

Each client below was run in each of six ways, against a made-up AWS that verifies the
signature and says who signed. The target is a role; beside it the AWS files have a
\`[default]\` profile with long-term keys of *another* user, as many people's have, except for
\`serve imds\`, which programs ask only when they find no such profile. The tests fail when a
cell is not what it says here.

| word | means |
|---|---|
| yes | it acts as the target |
| **other user** | it acts as the user whose long-term keys stand in \`~/.aws/credentials\`, and says nothing |
| none | it finds no credentials, and fails |

The six ways: \`actas exec staging -- aws s3 ls\`; the same with \`--mode env\`; the same with \`--mode
file\`; \`actas process staging\` as \`credential_process\` of a profile that \`AWS_PROFILE\` names;
\`eval "$(actas export staging)"\`; and \`actas serve imds staging\` beside it, at the address of
the [metadata service](../guides/metadata-service.md), of which no program was told.
`;

const ADVICE = `
## What to do about the other user

Most programs look for credentials where the variables of the SDKs say, and those \`actas\`
sets. A few open \`~/.aws/credentials\` themselves. With keys in the environment they do not
look there: \`--mode env\` is right for every client of the table. Such keys are not
renewed while the program runs.

The sure way is to have no long-term keys in \`~/.aws/credentials\` at all. \`actas\` cannot keep
a program that runs as you from reading a file of yours.
`;

/** The page that tells with which client each delivery works. */
export function clientsPage(): string {
  const head = ["client", ...DELIVERIES.map((delivery) => `\`${delivery}\``), "`serve imds`", "what to know"];
  const rows = [head, head.map(() => "---"), ...CLIENTS.map(rowOf)];
  return `${INTRODUCTION}\n${rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n${ADVICE}`;
}

function rowOf({ imds, name, note = "", otherwise, version }: Client): readonly string[] {
  const verdicts = [...DELIVERIES.map((delivery) => otherwise?.[delivery]), imds?.verdict];
  return [`${name} ${version}`, ...verdicts.map((verdict) => CELLS[verdict ?? "target"]), note];
}

const CELLS: Readonly<Record<Verdict, string>> = {
  target: "yes",
  "default profile": "**other user**",
  nobody: "none",
};
