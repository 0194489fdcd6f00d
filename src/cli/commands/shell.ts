import { ActasError } from "../../base/errors.ts";
import { singleQuoted } from "../../base/shell-word.ts";
import { SHELLS, type Shell } from "../../base/shells.ts";
import { shellCalled, shellOf } from "../../delivery/shell-export.ts";
import { dialectOf } from "../../shells/dialects.ts";
import { print } from "../../system/print.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { pathOfProgram } from "../acting/path-of-program.ts";
import type { ShellFlags } from "../acting/shell-for-target.ts";
import type { UseFlags } from "../acting/use-target.ts";
import type { Actions } from "../command-line/action.ts";

interface InitFlags {
  readonly bourne?: true;
  readonly csh?: true;
  readonly name?: string;
  readonly prompt: boolean;
  readonly compat?: true;
}

/** `actas shell init|use` */
export const shellActions: Actions = {
  "": async (words: readonly string[], flags: ShellFlags) => {
    const { shellTyped } = await import("../acting/shell-for-target.ts");
    await shellTyped(words, flags);
  },
  init: async (named: string | undefined, flags: InitFlags) => {
    if (flags.name !== undefined && !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(flags.name)) throw noWord(flags.name);
    const shell = named === undefined ? shellMeant(flags) : shellNamed(named);
    if (flags.bourne || flags.csh) return print(readQuoted(shell, flags));
    const dialect = await dialectOf(shell);
    const { compat, name, prompt } = flags;
    const options = { prompt: prompt ? "shown" : "left-alone", words: compat ? "compat" : "own" } as const;
    print(dialect.init({ program: pathOfProgram(), ...(name && { name }), ...options }).trimEnd());
  },
  hook: async (named: string | undefined) => {
    const shell = named === undefined ? shellMeant({ prompt: true }) : shellNamed(named);
    const { hook } = await dialectOf(shell);
    if (!hook) throw noHook(shell);
    print(hook.trimEnd());
  },
  use: async (words: readonly string[], flags: UseFlags) => {
    const { useTarget } = await import("../acting/use-target.ts");
    await useTarget(words, flags);
  },
};

/**
 * What has a shell read the functions in quotes. `eval $(actas shell init -s)` is written without: there the shell takes
 * `*` and `?` in what it evaluates for patterns, so that a file of the folder could put its name into the text.
 */
function readQuoted(shell: Shell, { compat, name, prompt }: InitFlags): string {
  const options = [
    ...(compat ? ["--compat"] : []),
    ...(name ? ["--name", name] : []),
    ...(prompt ? [] : ["--no-prompt"]),
  ];
  const command = [singleQuoted(pathOfProgram()), "shell", "init", shell, ...options].join(" ");
  return shell === "csh" ? `eval "\`${command}\`"` : `eval "$(${command})"`;
}

/** `-s` says the family, as with ssh-agent: within it, the shell that runs this. */
function shellMeant({ bourne, csh }: InitFlags): Shell {
  const found = shellOf(parentProgram(), process.env.SHELL);
  if (csh) return "csh";
  return bourne && !BOURNE.includes(found) ? "sh" : found;
}

const BOURNE: readonly Shell[] = ["sh", "bash", "zsh"];

function shellNamed(name: string): Shell {
  const shell = SHELLS.find((one) => one === name) ?? shellCalled(name);
  if (shell) return shell;
  throw new ActasError("usage", `cannot write for the shell "${name}": it is none that is known`, {
    hints: [`there are ${SHELLS.join(", ")}`],
  });
}

function noHook(shell: Shell): ActasError {
  return new ActasError(
    "unsupported",
    `cannot follow the directories of ${shell}: it calls nothing before its prompt`,
    {
      hints: ["`as auto` takes the role of the project"],
    },
  );
}

function noWord(name: string): ActasError {
  return new ActasError("usage", `cannot call it "${name}": a word has letters, digits, "_" and "-"`, {
    hints: ["`actas shell init --name aws-as`, for instance"],
  });
}
