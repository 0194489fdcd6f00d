import { expect, test } from "bun:test";
import { type Command, CommanderError } from "commander";
import { commandLine } from "../command-line/command-line.ts";
import { splitWords } from "../commands/exec.ts";
import { misplacedOption } from "./misplaced-option.ts";
import { usageError } from "./usage-error.ts";

test.each([
  [
    "exce",
    'cannot run "exce": there is no such command',
    ["did you mean `actas exec`?", "`actas --help` shows what there is"],
  ],
  [
    "agent strt",
    'cannot run "strt": there is no such command',
    ["did you mean `actas agent start`?", "`actas agent --help` shows what there is"],
  ],
  [
    "process --otpp 1 x",
    'cannot use "--otpp": there is no such option',
    ["did you mean `--otp`?", "`actas process --help` shows what there is"],
  ],
  [
    "agent stat",
    'cannot run "stat": there is no such command',
    ["did you mean `actas agent status`?", "`actas agent --help` shows what there is"],
  ],
  [
    "roles",
    'cannot run "roles": there is no such command',
    ["did you mean `actas list roles`?", "`actas --help` shows what there is"],
  ],
  [
    "stag*ing true",
    'cannot run "stag*ing": there is no such command',
    ["if it is a target: `actas exec 'stag*ing' -- COMMAND`", "`actas --help` shows what there is"],
  ],
  [
    "--no-agent whoami staging",
    'cannot use "--no-agent": there is no such option',
    ["options stand behind the command: `actas whoami --no-agent`"],
  ],
  [
    "--profile=ana exec x",
    'cannot use "--profile=ana": there is no such option',
    ["options stand behind the command: `actas exec --profile`"],
  ],
  ["-v", 'cannot use "-v": there is no such option', ["did you mean `-V`?", "`actas --help` shows what there is"]],
  ["exec --otp", "cannot use `--otp`: its value <code> is missing", ["`actas exec --help` shows what there is"]],
  [
    "export --format xml",
    'cannot use `--format` with "xml": the choices are env, source, json, process, boto, js, ini, docker-env',
    ["`actas export --help` shows what there is"],
  ],
  [
    "list roles -o xml",
    'cannot use `--output` with "xml": the choices are text, oneline, json',
    ["`actas list roles --help` shows what there is"],
  ],
  [
    "exec --grant implicit corp:dev true",
    'cannot use `--grant` with "implicit": it is `code` or `device`',
    ["`actas exec --help` shows what there is"],
  ],
  [
    "process --refresh --no-cache x",
    "cannot use `--refresh`: it does not go with `--no-cache`",
    ["`actas process --help` shows what there is"],
  ],
  [
    "shell init -s -c",
    "cannot use `--csh`: it does not go with `--bourne`",
    ["`actas shell init --help` shows what there is"],
  ],
  [
    "config show",
    "cannot run `actas config show`: its argument <profile> is missing",
    ["<profile>: a profile of ~/.aws/config or ~/.aws/credentials", "`actas config show --help` shows what there is"],
  ],
  [
    "server audit",
    "cannot run `actas server audit`: its argument <action> is missing",
    ["<action>: verify, export, who-used or held-by", "`actas server audit --help` shows what there is"],
  ],
  [
    "server revoke",
    "cannot run `actas server revoke`: its argument <person> is missing",
    ["<person>: a name, or the subject at the OpenID provider", "`actas server revoke --help` shows what there is"],
  ],
  [
    "server check actas-server.json",
    "cannot run `actas server check`: too many arguments (1 instead of 0)",
    [
      "an option names the configuration: `actas server check --config FILE`",
      "`actas server check --help` shows what there is",
    ],
  ],
  ["setup foo", 'cannot run "foo": there is no such command', ["`actas setup --help` shows what there is"]],
  [
    "setup --json foo bar",
    'cannot use "--json": there is no such option',
    ["options stand behind the command: `actas setup sso --json`", "`actas setup --help` shows what there is"],
  ],
  [
    "list sessions corp",
    "cannot run `actas list sign-ins`: too many arguments (1 instead of 0)",
    ["`actas list sign-ins --help` shows what there is"],
  ],
  [
    "console staging s3",
    "cannot run `actas console`: too many arguments (2 instead of 1)",
    [
      "`--service` names the page of a service: `actas console TARGET --service s3`",
      "`actas console --help` shows what there is",
    ],
  ],
  [
    "whoami yoyodyne arn:aws:iam::222233334444:role/TeamAP",
    "cannot run `actas whoami`: too many arguments (2 instead of 1)",
    ["a target is one word: a role of a source is SOURCE:ROLE", "`actas whoami --help` shows what there is"],
  ],
  [
    "list roles yoyodyne TeamAP",
    "cannot run `actas list roles`: too many arguments (2 instead of 1)",
    ["`actas list roles SOURCE --search WORDS` finds some of them", "`actas list roles --help` shows what there is"],
  ],
  [
    "setup org remove example",
    "cannot run `actas setup org`: too many arguments (2 instead of 1)",
    [
      "an option says it: `actas setup org --remove NAME`, or `--update NAME`",
      "`actas setup org --help` shows what there is",
    ],
  ],
  [
    "setup org --list",
    'cannot use "--list": there is no such option',
    ["`actas setup org` lists those that are installed", "`actas setup org --help` shows what there is"],
  ],
  [
    "console --print-url --browser firefox staging",
    "cannot use `--browser`: it does not go with `--print-url`",
    ["`actas console --help` shows what there is"],
  ],
  [
    "setup web-identity x --issuer https://a.example",
    'cannot use "--issuer": there is no such option',
    ["`--well-known URL` is the address of the provider", "`actas setup web-identity --help` shows what there is"],
  ],
])("`actas %s` is told as %p", async (line, message, hints) => {
  expect(await mistakeIn(line.split(" "))).toEqual({ message, hints });
});

test("no option of any command takes an empty value", async () => {
  const all = [...everyCommand(commandLine())].flatMap(([command, names]) =>
    command.options
      .filter(({ required, optional }) => required || optional)
      .map(({ long, flags }) => ({ line: [...names, `${long}=`, "x"], long, value: flags.split(" ").at(-1) })),
  );
  expect(all.length).toBeGreaterThan(70);
  for (const { line, long, value } of all) {
    expect((await mistakeIn(line)).message).toBe(`cannot use \`${long}\`: its value ${value} is empty`);
  }
}, 60_000);

test("no argument is empty, but for the words of a command that is run", async () => {
  for (const line of ["list roles", "login", "whoami", "trust revoke", "config show", "logout"]) {
    expect((await mistakeIn([...line.split(" "), ""])).message).toMatch(
      /^cannot run `actas .*`: its argument <\w+> is empty$/,
    );
  }
  expect(splitWords(["staging", "printf", ""], ["exec", "staging", "printf", ""]).rest).toEqual(["printf", ""]);
});

test("an option after the target is not taken for the command", () => {
  const words = ["staging", "--duration", "1h"];
  const { misplaced, target } = splitWords(words, ["exec", ...words]);
  expect({ misplaced, target }).toEqual({ misplaced: "--duration", target: "staging" });
  expect(misplacedOption("--duration", "staging").message).toBe(
    'cannot run "--duration": options stand before the target',
  );
  for (const flag of ["-h", "--help"])
    expect(misplacedOption(flag, "staging").hints).toEqual([
      "`actas exec --help` shows the help of `exec`",
      `\`actas exec staging -- COMMAND ${flag}\` that of a command`,
    ]);
  expect(splitWords(["staging", "--", "-odd"], ["exec", "staging", "--", "-odd"])).toEqual({
    target: "staging",
    rest: ["-odd"],
  });
});

function* everyCommand(command: Command, names: readonly string[] = []): Generator<[Command, readonly string[]]> {
  yield [command, names];
  for (const one of command.commands) yield* everyCommand(one, [...names, one.name()]);
}

async function mistakeIn(argv: readonly string[]): Promise<{ message: string; hints: readonly string[] }> {
  const app = commandLine();
  const error = await app.parseAsync([...argv], { from: "user" }).catch((error) => error);
  if (!(error instanceof CommanderError)) throw error;
  const { message, hints } = usageError(error, app, argv);
  return { message, hints };
}
