import { ActasError } from "../../../base/errors.ts";
import { typedProfile } from "../../../targets/typed-target.ts";
import { isOn } from "../../environment/is-on.ts";
import { noCounterpart } from "./no-counterpart.ts";
import type { NewLine, OldLine, OldOption, OldTool } from "./old-tool.ts";

const NO_SIGN_IN = "there are no sign-ins by SAML; `actas setup` shows which there are";
const IN_BROWSER = "the browser in which you sign in asks for it, or knows it";
const IN_PROFILE =
  "`web_identity_auth_url`, `web_identity_client_id`, `web_identity_redirect_uri` and `jump_role_arn` of the profile say it";
const WRITES =
  "`actas setup process PROFILE` lets tools that read the AWS files get credentials through actas; `actas setup switch-roles` writes down the roles there are";

/** Of 1.x and 3.x. */
const OPTIONS: readonly OldOption[] = [
  { flags: "-h, --help", does: "help" },
  { flags: "--help-long", does: "help" },
  { flags: "--help-man", does: "help" },
  { flags: "-V, --version", does: "version" },
  { flags: "-v, --verbose", option: "--verbose" },
  { flags: "-d, --duration <time>", variable: "SESSION_TOKEN_DURATION" },
  { flags: "-a, --role-duration <time>", option: "--duration" },
  { flags: "-o, --otp <code>", option: "--otp" },
  { flags: "-M, --mfa-serial <arn>", option: "--mfa-serial" },
  { flags: "--mfa-arn <arn>", option: "--mfa-serial" },
  { flags: "-t, --mfa-type <type>", does: "mfa-type" },
  { flags: "-X, --external-id <id>", option: "--external-id" },
  { flags: "-r, --refresh", option: "--refresh" },
  { flags: "-s, --session", option: "--session" },
  { flags: "-E, --env", does: "env" },
  { flags: "-O, --output <format>", does: "output" },
  { flags: "-l, --list-roles", does: "list roles" },
  { flags: "-m, --list-mfa", does: "list mfa" },
  { flags: "-D, --diagnose", does: "diagnose" },
  { flags: "-e, --expiration", does: "status" },
  { flags: "-w, --whoami", does: "whoami" },
  { flags: "-u, --update", instead: "`actas version` says which version this is; your package manager has newer ones" },
  { flags: "-c, --write-credentials", instead: `\`actas export --write-credentials PROFILE\` does; ${WRITES}` },
  { flags: "--make-conf", instead: WRITES },
  { flags: "--ec2", instead: "`actas serve imds PROFILE`" },
  { flags: "-J, --jump-role <arn>", instead: IN_PROFILE },
  { flags: "-S, --saml-url <url>", instead: NO_SIGN_IN },
  { flags: "-I, --saml-entityid <id>", instead: NO_SIGN_IN },
  { flags: "-W, --web-url <url>", instead: IN_PROFILE },
  { flags: "-T, --web-redirect <uri>", instead: IN_PROFILE },
  { flags: "-C, --web-client <id>", instead: IN_PROFILE },
  { flags: "-U, --username <name>", instead: IN_BROWSER },
  { flags: "-P, --password <password>", instead: IN_BROWSER },
  { flags: "-R, --provider <name>", instead: IN_BROWSER },
];

/** What commands of theirs are here, by their first words. */
const COMMANDS: Readonly<Record<string, string>> = {
  "list roles": "list roles",
  "ls roles": "list roles",
  "list mfa": "list mfa",
  "ls mfa": "list mfa",
  diagnose: "diagnose",
  diag: "diagnose",
  help: "help",
};

const NOT_HERE: Readonly<Record<string, string>> = {
  ...{
    serve: "`actas serve imds PROFILE`, and `actas serve container PROFILE` with a token that `--print-env` prints",
  },
  ...{ ssm: "`actas exec PROFILE -- aws ssm start-session --target INSTANCE`" },
  ...{ ecr: "`actas exec PROFILE -- aws ecr get-login-password`, piped to `docker login --password-stdin`" },
  ...{ password: "`actas password import` moves the passwords of aws-runas to the keyring" },
  ...{ update: "`actas version` says which version this is; your package manager has newer ones" },
};
const ALIASES: Readonly<Record<string, string>> = { srv: "serve", passwd: "password", pw: "password" };

/** Variables that stand for its options. A code is not put into the new command line, which others can see. */
const VARIABLES = { MFA_CODE: "ACTAS_MFA_CODE", MFA_SERIAL: "ACTAS_MFA_SERIAL", EXTERNAL_ID: "ACTAS_EXTERNAL_ID" };

/** What takes which options of ours; the others take all. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  ...{ "list roles": ["--otp", "--mfa-serial"], "list mfa": ["--otp", "--mfa-serial"] },
  ...{ status: [], diagnose: [], version: [], help: [] },
};

export const awsRunas: OldTool = { options: OPTIONS, optionsAfterWords: false, translate };

function translate(line: OldLine): NewLine {
  if (!["auto", "code", undefined].includes(text(line.does["mfa-type"])))
    throw noCounterpart(line.tool, "--mfa-type", NO_SIGN_IN);
  const { doing, words } = askedFor(line);
  const { command, named } = profileAndCommand(words, doing, line);
  const target = named === undefined ? [] : targetOf(named, line);
  if (doing) return newLine(doing, target, command, line);
  if (named === undefined && !profileOf(line)) throw nothingToDo(line.tool);
  if (outputOf(line) === "json") return newLine("process", target, [], line);
  return newLine(command.length > 0 ? "exec" : "export", target, command, line);
}

/** What an option or the first words ask for, if it is not credentials; and the words that are left. */
function askedFor({ does, rest, tool }: OldLine): { doing?: string | undefined; words: readonly string[] } {
  const asked = [...Object.keys(TAKES), "whoami"].find((name) => name in does);
  if (asked) return { doing: asked, words: rest };
  const [first = "", second = ""] = rest;
  const missing = valueIn(NOT_HERE, valueIn(ALIASES, first) ?? first);
  if (missing) throw noCounterpart(tool, first, missing);
  const alone = valueIn(COMMANDS, first);
  const doing = alone ?? valueIn(COMMANDS, `${first} ${second}`);
  return { doing, words: doing ? rest.slice(alone ? 1 : 2) : rest };
}

/** The first word may be the name of any profile, such as `constructor`. */
function valueIn(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Where a variable names the profile, all words are the command, but for its name. */
function profileAndCommand(words: readonly string[], doing: string | undefined, line: OldLine) {
  const inEnvironment = profileOf(line);
  const isNamed = words[0] !== undefined && (!inEnvironment || words[0] === inEnvironment || doing !== undefined);
  // Without a profile our `list roles` is about all sources.
  const usual = doing === "list roles" ? inEnvironment || "default" : undefined;
  const command = words.slice(isNamed ? 1 : 0);
  return { named: isNamed ? words[0] : usual, command: command[0] === "--" ? command.slice(1) : command };
}

function profileOf({ environment }: OldLine): string | undefined {
  return environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE;
}

function newLine(name: string, target: readonly string[], command: readonly string[], line: OldLine): NewLine {
  if (name === "help") return { words: ["compat", "--help"], commandWords: 0, variables: {} };
  if (name !== "exec" && command.length > 0) throw withCommand(name, line.tool);
  const { environment } = line;
  const options = [...line.options, ...(wants("session", "RUNAS_SESSION_CREDENTIALS", line) ? [["--session"]] : [])];
  const mode = name === "exec" && wants("env", "RUNAS_ENV_CREDENTIALS", line) ? ["--mode=env"] : [];
  const variables = Object.entries(VARIABLES).flatMap(([theirs, ours]) => {
    const value = environment[theirs];
    return value && !environment[ours] ? [[ours, value]] : [];
  });
  return {
    words: [
      ...name.split(" "),
      ...taken(name, options, line.tool),
      ...mode,
      ...target,
      ...(name === "exec" ? ["--", ...command] : []),
    ],
    commandWords: command.length,
    variables: { ...Object.fromEntries(variables), ...line.variables },
  };
}

/** A command that does not take an option would have done another thing with it. */
function taken(command: string, options: readonly (readonly string[])[], tool: string): readonly string[] {
  const known = TAKES[command];
  const fit = options.filter(([option = ""]) => !known || known.includes(option.replace(/=.*/, "")));
  const [stray = ""] = options.filter((one) => !fit.includes(one)).flat();
  if (stray && stray !== "--verbose") {
    throw noCounterpart(
      tool,
      `with ${stray.replace(/=.*/, "")}`,
      `\`actas ${command}\` takes no such option: leave it out`,
    );
  }
  return [...new Set(fit.flat())];
}

function targetOf(word: string, { environment }: OldLine): readonly string[] {
  const server = environment.ACTAS_SERVER || environment.MAIRU_SERVER;
  return word.startsWith("arn:") ? [word] : typedProfile(word, { server });
}

function wants(does: string, variable: string, line: OldLine): boolean {
  return does in line.does || isOn(line.environment[variable]);
}

function outputOf({ does, environment }: OldLine): string {
  return (text(does.output) ?? environment.RUNAS_OUTPUT_FORMAT ?? "env").toLowerCase();
}

function text(value: string | true | undefined): string | undefined {
  return value === true ? "" : value;
}

function nothingToDo(tool: string): ActasError {
  return new ActasError("usage", `cannot do what \`${tool}\` does: no profile was named`, {
    hints: ["`actas list profiles` shows which there are"],
  });
}

function withCommand(command: string, tool: string): ActasError {
  return new ActasError("usage", `cannot do what \`${tool}\` does: \`actas ${command}\` runs no command`, {
    hints: ["make it two commands, the second without that option"],
  });
}
