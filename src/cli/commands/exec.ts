import { Command, InvalidArgumentError, Option } from "commander";
import { ActasError } from "../../base/errors.ts";
import { shellWord } from "../../base/shell-word.ts";
import { inheritedDescriptors } from "../../system/processes/inherited-descriptors.ts";
import { runShell } from "../acting/run-shell.ts";
import { runExec } from "../run-exec.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, withCredentialOptions, withPickOption } from "../target/credential-options.ts";
import { namesNoTarget } from "../target/names-no-target.ts";
import { userIsThere } from "../terminal/asking-problem.ts";

const EXAMPLES = `
Examples:
  actas exec staging -- terraform plan
  actas exec --profile ana arn:aws:iam::111122223333:role/Dev -- aws s3 ls
  actas exec --mode env staging -- ./old-tool-that-knows-only-variables
  actas exec auto -- make deploy           the role of this project, as its .actas.json says
  actas exec --pick -- aws s3 ls           choose from all roles there are
  actas exec --pick data -- aws s3 ls      choose from those that \`data\` finds
  actas exec staging                       your shell, acting as the role; \`exit\` ends it
  actas exec                               the same, the role chosen from all there are

Options stand before the target: everything after it belongs to the command.
The target is a profile, a role ARN or SOURCE:ROLE, or \`auto\`, which is what the
project's .actas.json says; without one, as in \`actas exec -- CMD\`, AWS_PROFILE
names it. Without a command, on a terminal, it is your shell that runs.

The command keeps the terminal, signals and exit status. Our own failures end
with 125, a command that cannot start with 126, one that is not found with 127.
`;

/** `actas exec [TARGET] [--] CMD…` */
export function execCommand(): Command {
  const command = new Command("exec")
    .description("run a command, or your shell, with the credentials of a target")
    .usage("[options] [target] [--] [command] [args...]")
    .argument("[words...]")
    .passThroughOptions()
    .addOption(
      new Option(
        "--mode <mode>",
        "how the command gets them: from an endpoint that renews them (container), the default, or in variables (env)",
      ).argParser(modeFrom),
    )
    .addHelpText("after", EXAMPLES);
  return withCredentialOptions(withPickOption(command)).action(async (words: string[], flags) => {
    // The picker may still have a connection to the agent when the command starts, which must not inherit it.
    const inherited = inheritedDescriptors();
    const { target, rest } = (flags.pick ? splitSearch : splitWords)(words, process.argv.slice(2));
    if (rest.length === 0 && !userIsThere()) throw noCommand(target);
    const isUnnamed = rest.length === 0 && target === undefined && !flags.pick && namesNoTarget(flags);
    const pick = isUnnamed || flags.pick;
    const chosen = await chosenTarget(target, { ...flags, pick });
    const mode = flags.mode ?? (flags.agent ? (chosen.mode ?? "container") : "env");
    const { targetRequest } = chosen;
    const agent = agentUseFrom(flags);
    return rest.length === 0
      ? runShell({ targetRequest, agent, mode, inherited, told: pick === true })
      : runExec({ targetRequest, agent, mode, words: rest, inherited });
  });
}

/** `ecs` and `static` are the words of another tool. */
function modeFrom(text: string): "container" | "env" {
  if (text === "container" || text === "ecs") return "container";
  if (text === "env" || text === "static") return "env";
  throw new InvalidArgumentError("it is `container` or `env`");
}

/**
 * Splits the words into target and command. `words` are the last of `argv`; a `--` right before them means that there
 * is no target.
 */
export function splitWords(
  words: readonly string[],
  argv: readonly string[],
): { target?: string; rest: readonly string[] } {
  if (argv[argv.length - words.length - 1] === "--") return { rest: words };
  const [target, ...rest] = words;
  if (target !== undefined && rest[0]?.startsWith("-") && rest[0] !== "--") throw misplaced(rest[0], target);
  return { ...(target !== undefined && { target }), rest: rest[0] === "--" ? rest.slice(1) : rest };
}

function misplaced(option: string, target: string): ActasError {
  if (!execCommand().options.some(({ long, short }) => [long, short].includes(option.replace(/=.*/, "")))) {
    return new ActasError("usage", `cannot use "${option}": there is no such option`, {
      hints: ["`actas exec --help` shows what there is; options stand before the target"],
    });
  }
  return new ActasError("usage", `cannot run "${option}": options stand before the target`, {
    hints: [`\`actas exec ${option} … ${shellWord(target)} -- COMMAND\``],
  });
}

/** With `--pick` the word before `--` is the search text; without a `--` all words are the command. */
function splitSearch(words: readonly string[], argv: readonly string[]): ReturnType<typeof splitWords> {
  const end = words.indexOf("--");
  if (end < 0 || argv[argv.length - words.length - 1] === "--") return { rest: words };
  const search = words.slice(0, end);
  const option = search.find((word) => word.startsWith("-"));
  if (option) throw misplaced(option, search[0] ?? "");
  return { target: search.join(" "), rest: words.slice(end + 1) };
}

function noCommand(target: string | undefined): ActasError {
  return new ActasError("usage", "cannot run a command: none was given", {
    hints: [`\`actas exec ${shellWord(target ?? "TARGET")} -- COMMAND\``],
  });
}
