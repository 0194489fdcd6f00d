import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { type Command, CommanderError } from "commander";
import { commandLine } from "../command-line/command-line.ts";
import { COMMAND_TABLE } from "../command-line/command-table.ts";
import { hintForForeignWord } from "../command-line/words/hint-for-foreign-word.ts";
import { usageError } from "./usage-error.ts";

const GUIDES = join(import.meta.dir, "../../../docs/guides");
const TOOLS = /^(?:aws-vault|aws-runas|vegas-credentials) /;

/** What a table of a guide says is typed there, and here. */
const ROWS = [...new Glob("moving-from-*.md").scanSync(GUIDES)].flatMap((page) =>
  [...readFileSync(join(GUIDES, page), "utf8").matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)].flatMap(
    ([, theirs = "", ours = ""]) =>
      codeIn(theirs)
        .filter((typed) => TOOLS.test(typed))
        .map((typed) => ({
          typed: typed.replace(TOOLS, ""),
          ours: codeIn(ours).filter((one) => one.includes("actas ")),
        })),
  ),
);

test("a command of another tool that is none here is answered with the one that a guide names", async () => {
  const told: string[] = [];
  for (const { ours, typed } of ROWS) {
    if (COMMAND_TABLE.some(({ name }) => name === typed)) continue;
    const hint = await firstHint(typed.split(" "));
    if (hint === undefined || ours.length === 0) continue;
    told.push(typed);
    const named = ours.map(
      (one) => /actas [a-z]+(?: (?:remove|add|rotate|paths|show|clear|targets)\b)?/.exec(one)?.[0] ?? "",
    );
    // A word without an option is taken for a target, which it is in these tools, too.
    if (hint.startsWith("if it is a target"))
      expect([typed, named]).toEqual([typed, expect.arrayContaining(["actas exec"])]);
    else expect([typed, hint, named.some((one) => hint.includes(one))]).toEqual([typed, hint, true]);
  }
  expect(told.length).toBeGreaterThan(20);
});

/** The tools whose words stand after `as`, and what a table of their guides names for them. */
const ACTING = /^(?:awsume|assume|aws-as) /;
const ACTING_ROWS = [...new Glob("moving-from-{awsume,aws-as}*.md").scanSync(GUIDES)].flatMap((page) =>
  [...readFileSync(join(GUIDES, page), "utf8").matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)].flatMap(
    ([, theirs = "", ours = ""]) =>
      codeIn(theirs)
        .filter((typed) => ACTING.test(typed))
        .map((typed) => ({ typed: typed.replace(ACTING, ""), ours: ours.replaceAll("\\", "") })),
  ),
);

test("an option of awsume, assume or aws-as that is none after `as` is answered with what the guide names", async () => {
  const told: string[] = [];
  for (const { ours, typed } of ACTING_ROWS) {
    const hint = await firstHint(["shell", "use", ...typed.split(" ")]);
    if (hint === undefined) continue;
    told.push(typed);
    const commands = codeIn(hint).map(
      (one) => /^(?:eval "\$\()?(?:as|actas \w+)(?: --?[a-z-]*)?/.exec(one)?.[0] ?? one,
    );
    expect([typed, hint, commands.some((one) => ours.includes(one))]).toEqual([typed, hint, true]);
  }
  expect(told.length).toBeGreaterThan(12);
});

test.each(COMMAND_TABLE.filter(({ heading }) => heading !== undefined).map(({ name }) => name))(
  "`as %s` is answered with where commands stand, if it is no target",
  (name) => {
    expect(hintForForeignWord(name, "actas shell use")).toMatch(/`actas /);
  },
);

test.each([
  ["exec --no-session ben", /^`session_token = never`/],
  ["exec --ecs-server ben", /^leave it out/],
  ["exec --ec2-server ben", /^leave it out/],
  ["exec --prompt ykman ben", /^leave it out/],
  ["exec --prompt=ykman ben", /^leave it out/],
  ["--backend=pass list", /persist/],
  ["assume -c dev", /`actas console TARGET`/],
  ["export --output=boto dev", /^`--format`.*`--write-credentials`.*`--shared`/],
  ["export -o boto dev", /^`--format`/],
  ["exec --web-console dev true", /`actas console TARGET`/],
  ["exec --batch dev true", /--non-interactive/],
  ["console -w dev", /leave it out/],
  ["export --batch dev", /--non-interactive/],
  ["export --role-arn arn:aws:iam::111122223333:role/Dev", /`SOURCE:ROLE_ARN`/],
  ["export --print-url dev", /^`actas console TARGET`/],
  ["console --role-arn arn:aws:iam::111122223333:role/Dev", /`SOURCE:ROLE_ARN`/],
  ["console --stdout dev", /--print-url/],
  ["setup oidc", /^`actas setup web-identity`/],
  ["setup maws", /^nothing has to be set up/],
  ["serve list", /^`actas serve status`/],
  ["serve switch dev", /--web/],
  ["serve stop --all", /^leave it out/],
  ["serve ec2 --no-ui dev", /^leave it out/],
  ["serve ecs --background dev", /--detach/],
  ["serve ecs --host 0.0.0.0 dev", /127\.0\.0\.1.*`actas exec --container/],
  ["serve ecs --lazy dev", /^leave it out/],
  ["serve ec2 --browser dev", /^`--web`/],
  ["serve page", /^`actas serve container --web`/],
  ["serve kill", /^`actas serve stop`/],
  ["server start", /^`actas server run`/],
  ["server stop", /^Ctrl-C or SIGTERM/],
  ["server status", /\/readyz.*`actas server check`/],
  ["server logs", /`actas server audit export`/],
  ["server init", /`actas server check --config/],
  ["server backup", /^`pg_dump`/],
  ["server who-used", /^`actas server audit who-used/],
  ["server who-holds", /^`actas server audit held-by/],
  ["server ban", /^`actas server revoke/],
  ["server run --port 9000", /ACTAS_SERVER_LISTEN_PORT=9000/],
  ["server run --port=9000", /ACTAS_SERVER_LISTEN_PORT=9000/],
  ["server run --database x", /^DATABASE_URL/],
  ["server run --detach", /^leave it out/],
  ["server run --worker", /--role worker/],
  ["server run --log-level debug", /always logged/],
  ["server run --tls-cert x", /`certificateFile`/],
  ["server --port 9000", /ACTAS_SERVER_LISTEN_PORT=9000/],
  ["server --config x.json", /`actas server run --config`/],
  ["server scan", /`everyHours`/],
  ["server users", /`\/admin`/],
  ["server unseal", /`keyFile`/],
  ["server version", /^`actas version`/],
  ["server ack", /^`actas server findings acknowledge/],
  ["server migrate --rollback", /backup/],
  ["role-map refresh", /^`actas role-map build`/],
  ["role-map validate x", /^`actas role-map check FILE`/],
  ["role-map compare", /^`actas role-map diff/],
  ["role-map why", /^`actas role-map explain/],
  ["weep", /^`actas setup server/],
  ["exec --docker dev run image", /^`actas exec --container/],
  ["stop", /^`actas serve stop`.*`actas agent stop`/],
  ["web dev", /^`actas serve container --web`/],
  ["serve imds --allow dev dev", /one role at a time/],
  ["--ecs dev", /^`actas serve container TARGET`/],
  ["ec2-server", /^`actas serve imds TARGET`/],
  ["pw dev", /^`actas password import`/],
  ["ssm shell dev", /^there is no such thing here/],
])("`actas %s` is not answered with what has similar letters", async (typed, hint) => {
  expect(await firstHint(typed.split(" "))).toMatch(hint);
});

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

/** Undefined for what is a command here, too, which is not run. */
async function firstHint(argv: readonly string[]): Promise<string | undefined> {
  const app = commandLine();
  doNothing(app);
  const error = await app.parseAsync([...argv], { from: "user" }).catch((error) => error);
  const { hints, message } = error instanceof CommanderError ? usageError(error, app, argv) : { message: "" };
  return message.includes("there is no such") ? hints?.[0] : undefined;
}

function doNothing(command: Command): void {
  // A group gets its words from commander as long as it has no action.
  if (command.commands.length === 0) command.action(() => {});
  for (const member of command.commands) doNothing(member);
}
