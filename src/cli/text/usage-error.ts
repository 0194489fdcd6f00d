import type { Command, CommanderError } from "commander";
import { ActasError } from "../../base/errors.ts";
import { meantName } from "../../base/nearest-name.ts";
import { meantHints } from "../command-line/meant-member.ts";
import { meantOption } from "../command-line/meant-option.ts";
import { unknownCommand } from "../command-line/unknown-command.ts";
import { hintForForeignWord } from "../command-line/words/hint-for-foreign-word.ts";

/** A usage error in our words, with a hint to the help of the command. */
export function usageError({ message }: CommanderError, app: Command, argv: readonly string[]): ActasError {
  const { command: meant, names } = meantBy(argv, app);
  const command = names.join(" ");
  const isGroup = meant.commands.length > 0 && /^error: too many arguments/.test(message);
  const said = isGroup
    ? `unknown command '${argv.slice(names.length - 1).find((word) => !word.startsWith("-"))}'`
    : (message.replace(/^error: /, "").split("\n")[0] ?? "");
  const [, word] = UNKNOWN_COMMAND.exec(said) ?? [];
  if (word !== undefined) return unknownCommand(word, names[1]);
  const behind = meant === app ? optionBehind(said, argv, app) : undefined;
  if (behind !== undefined) return new ActasError("usage", inOurWords(said, command), { hints: [behind] });
  return new ActasError("usage", inOurWords(said, command), {
    hints: [...hintsOn(said, meant, names), `\`${command} --help\` shows what there is`],
  });
}

/** What other tools mean by the word counts before what is most like it here. */
function hintsOn(said: string, command: Command, names: readonly string[]): readonly string[] {
  const [, word] = UNKNOWN_OPTION.exec(said) ?? [];
  if (said.startsWith("too many arguments")) return hintsForWordTooMany(names.join(" "), command);
  const [, missing] = MISSING_ARGUMENT.exec(said) ?? [];
  if (missing !== undefined) return hintsForMissing(missing, command);
  const foreign = word === undefined ? undefined : hintForForeignWord(word, names.join(" "));
  const hint = foreign ?? (word && names.length > 1 && hintOfMember(word, names.join(" "), command));
  if (hint) return [hint];
  return meantHints(meantBySaid(said, command));
}

/** What is meant by an option right behind a group: that of one of its commands, or what other tools call so. */
function hintOfMember(typed: string, group: string, { commands }: Command): string | undefined {
  const flag = typed.replace(/=.*/s, "");
  const taking = commands.find(({ options }) => options.some(({ long, short }) => [long, short].includes(flag)));
  if (taking) return `options stand behind the command: \`${group} ${taking.name()} ${flag}\``;
  return commands.map((one) => hintForForeignWord(flag, `${group} ${one.name()}`)).find((hint) => hint !== undefined);
}

/** What was meant by a word behind the last argument. */
function hintsForWordTooMany(name: string, { args, options, registeredArguments }: Command): readonly string[] {
  const [first] = registeredArguments;
  const word = args[registeredArguments.length] ?? "";
  const foreign = hintForForeignWord(word, name);
  if (foreign) return [foreign];
  if (!first && options.some(({ long }) => long === "--config")) {
    return [
      /[./]/.test(word)
        ? `an option names the configuration: \`${name} --config FILE\``
        : `leave "${word}" out: \`${name}\` takes nothing but options`,
    ];
  }
  if (name === "actas console") return ["`--service` names the page of a service: `actas console TARGET --service s3`"];
  if (/^actas list (?:roles|targets|accounts)$/.test(name))
    return [`\`${name} SOURCE --search WORDS\` finds some of them`];
  if (name === "actas setup org") return ["an option says it: `actas setup org --remove NAME`, or `--update NAME`"];
  return first?.name() === "target" ? ["a target is one word: a role of a source is SOURCE:ROLE"] : [];
}

/** What help says of the argument tells what it may be. */
function hintsForMissing(missing: string, { registeredArguments }: Command): readonly string[] {
  const argument = registeredArguments.find((one) => one.name() === missing);
  return argument?.description ? [`<${missing}>: ${argument.description}`] : [];
}

/** The option or value that is most like the one that was said to be none. */
function meantBySaid(said: string, { options }: Command): string | undefined {
  const [, typed] = UNKNOWN_OPTION.exec(said) ?? [];
  if (typed !== undefined) return meantOption(typed, options);
  const [, flag, value] = /^option '(?:-\w, )?(\S+) \S+' argument '(.*)' is invalid/.exec(said) ?? [];
  return value && meantName(value, options.find(({ long }) => long === flag)?.argChoices ?? []);
}

/** In other tools options stand before the command as well: `aws --profile staging s3 ls`. */
function optionBehind(said: string, argv: readonly string[], app: Command): string | undefined {
  const [, typed = ""] = UNKNOWN_OPTION.exec(said) ?? [];
  const flag = typed.replace(/=.*/s, "");
  const taking = app.commands.filter(({ options }) => options.some(({ long, short }) => [long, short].includes(flag)));
  const command = argv.find((word) => taking.some((one) => one.name() === word || one.aliases().includes(word)));
  return command && `options stand behind the command: \`${app.name()} ${command} ${flag}\``;
}

const UNKNOWN_COMMAND = /^unknown command '(.*)'$/;
const UNKNOWN_OPTION = /^unknown option '(.*)'$/;
const MISSING_ARGUMENT = /^missing required argument '(.*)'$/;

/** Commander's messages and ours; `$0` is the command. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [UNKNOWN_OPTION, 'cannot use "$1": there is no such option'],
  [/^option '(?:-\w, )?(\S+) (\S+)' argument missing$/, "cannot use `$1`: its value $2 is missing"],
  [/^option '(?:-\w, )?(\S+) (\S+)' argument '' is invalid\. it is empty$/, "cannot use `$1`: its value $2 is empty"],
  [
    /^command-argument value '' is invalid for argument '(.*)'\. it is empty$/,
    "cannot run `$0`: its argument <$1> is empty",
  ],
  [
    /^option '(?:-\w, )?(\S+) \S+' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/,
    'cannot use `$1` with "$2": the choices are $3',
  ],
  [/^option '(?:-\w, )?(\S+) \S+' argument '(.*)' is invalid\. (.*)$/, 'cannot use `$1` with "$2": $3'],
  [
    /^option '(?:-\w, )?(\S+).*' cannot be used with option '(?:-\w, )?(\S+).*'$/,
    "cannot use `$1`: it does not go with `$2`",
  ],
  [MISSING_ARGUMENT, "cannot run `$0`: its argument <$1> is missing"],
  [
    /^too many arguments.* Expected (\d+) arguments? but got (\d+)\.$/,
    "cannot run `$0`: too many arguments ($2 instead of $1)",
  ],
];

function inOurWords(said: string, command: string): string {
  const [pattern, sentence] = SENTENCES.find(([pattern]) => pattern.test(said)) ?? [];
  if (!pattern || !sentence) return `cannot run \`${command}\`: ${said}`;
  return said.replace(
    pattern,
    sentence.replace("$0", () => command),
  );
}

/** The command of a line as far as it exists, such as `actas cache clear`. */
function meantBy(argv: readonly string[], app: Command): { readonly command: Command; readonly names: string[] } {
  let command = app;
  const names = [app.name()];
  for (const word of argv) {
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (!next) break;
    command = next;
    names.push(next.name());
  }
  return { command, names };
}
