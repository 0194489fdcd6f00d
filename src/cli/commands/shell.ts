import { ActasError } from "../../base/errors.ts";
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
    const dialect = await dialectOf(named === undefined ? shellMeant(flags) : shellNamed(named));
    const { compat, name, prompt } = flags;
    if (name !== undefined && !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) throw noWord(name);
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
