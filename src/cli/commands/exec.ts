import { ActasError } from "../../base/errors.ts";
import type { Mode } from "../../settings/limits.ts";
import { inheritedDescriptors } from "../../system/processes/inherited-descriptors.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import type { Actions } from "../command-line/action.ts";
import { PICK_PLACES } from "../picker/pick-places.ts";
import { findCommand, runExec } from "../run-exec.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { userIsThere } from "../terminal/asking-problem.ts";

interface ExecFlags extends CredentialFlags {
  readonly mode?: Mode;
  readonly shellFallback?: true;
  readonly container?: true;
}

/** `actas exec [TARGET] [--] CMD…` */
export const execActions: Actions = {
  "": async (words: readonly string[], flags: ExecFlags) => {
    // The picker may still have a connection to the agent when the command starts, which must not inherit it.
    const inherited = inheritedDescriptors();
    const { misplaced, target, rest } = (flags.pick ? splitSearch : splitWords)(words, process.argv.slice(2));
    if (misplaced !== undefined) throw await misplacedError(misplaced, target);
    if (rest.length === 0 && (flags.container || !userIsThere())) throw noCommand(target, flags.container);
    if (rest.length === 0) {
      const { shellForTarget } = await import("../acting/shell-for-target.ts");
      return shellForTarget(target, flags, "left-alone");
    }
    if (flags.container) return inContainer(target, rest, flags, inherited);
    const fallback = await findCommand(rest, target, flags.shellFallback);
    const chosen = await chosenTarget(target, flags);
    const mode = flags.mode ?? (flags.agent ? (chosen.mode ?? "container") : "env");
    const { targetRequest } = chosen;
    const agent = agentUseFrom(flags);
    return runExec({ targetRequest, agent, mode, words: rest, ...fallback, inherited });
  },
};

async function inContainer(
  target: string | undefined,
  words: readonly string[],
  flags: ExecFlags,
  inherited: readonly number[],
): Promise<never> {
  if (flags.mode) throw otherMode(flags.mode);
  const { runInContainer } = await import("../delivery/container/run-in-container.ts");
  const agent = agentUseFrom(flags);
  return runInContainer({ targetRequest: (await chosenTarget(target, flags)).targetRequest, agent, words, inherited });
}

function otherMode(mode: string): ActasError {
  return new ActasError(
    "usage",
    `cannot use \`--mode ${mode}\` with \`--container\`: a container has its own endpoint`,
    {
      hints: ["leave `--mode` out"],
    },
  );
}

interface Split {
  readonly target?: string;
  readonly rest: readonly string[];
  /** An option behind the target, where it cannot stand. */
  readonly misplaced?: string;
}

/**
 * Splits the words into target and command. `words` are the last of `argv`; a `--` right before them means that there
 * is no target.
 */
export function splitWords(words: readonly string[], argv: readonly string[]): Split {
  if (argv[argv.length - words.length - 1] === "--") return { rest: words };
  const [target, ...rest] = words;
  if (target !== undefined && rest[0]?.startsWith("-") && rest[0] !== "--") return { target, rest, misplaced: rest[0] };
  return { ...(target !== undefined && { target }), rest: rest[0] === "--" ? rest.slice(1) : rest };
}

/**
 * With `--pick` the words before `--` are where to choose and the search text; without a `--` all words are the command,
 * but for `browser` and `terminal` in front of them.
 */
export function splitSearch(words: readonly string[], argv: readonly string[]): Split {
  const end = words.indexOf("--");
  if (argv[argv.length - words.length - 1] === "--") return { rest: words };
  const [first = "", ...others] = words;
  if (end < 0) return PICK_PLACES.some((place) => place === first) ? { target: first, rest: others } : { rest: words };
  const search = words.slice(0, end);
  const misplaced = search.find((word) => word.startsWith("-"));
  if (misplaced) return { target: first, rest: words.slice(end + 1), misplaced };
  return { target: search.join(" "), rest: words.slice(end + 1) };
}

async function misplacedError(option: string, target = ""): Promise<ActasError> {
  return (await import("../text/misplaced-option.ts")).misplacedOption(option, target);
}

function noCommand(target = "TARGET", container?: true): ActasError {
  return new ActasError("usage", "cannot run a command: none was given", {
    hints: [
      container
        ? `\`actas exec --container ${inShell(typedByName(target))} -- podman run IMAGE\``
        : `\`actas exec ${inShell(typedByName(target))} -- COMMAND\``,
    ],
  });
}
