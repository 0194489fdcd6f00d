import type { EnvironmentChanges } from "../../base/environment.ts";
import { singleQuoted } from "../../base/shell-word.ts";
import { filledIn } from "../filled-in.ts";
import type { Acting, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import functions from "./functions.sh" with { type: "text" };
import { type Hyphens, words } from "./words.ts";

/** In what the Bourne shells differ. */
export interface BourneShell {
  readonly name: "sh" | "bash" | "zsh";
  readonly hyphens: Hyphens;
  /** What a function has to set for itself, so that no option of the user's speaks up. */
  readonly options?: string;
  /** Its own pid, in a subshell too: without it, what `as` does there is done for the shell around. */
  readonly pid?: string;
  /**
   * Defines `_actas_show`, which brings the prompt up to date, has it called if the shell can do that, and defines
   * `_actas_unhook`, which undoes that.
   */
  readonly hook: string;
}

/** The dialect of a Bourne shell. */
export function bourne({ hook, hyphens, name, options: own = "", pid = "$$" }: BourneShell): ShellDialect {
  return {
    init: (options) => {
      const { name: word = "as", program, prompt, words: which } = options;
      const completed = which === "compat" ? `${word} aws-as` : word;
      const values = {
        SHELL: name,
        PROMPT: prompt,
        PROGRAM: singleQuoted(program),
        OPTIONS: own,
        PID: pid,
        WORDS: completed,
      };
      return [filledIn(functions, values), words(hyphens, options), filledIn(hook, values)].join("");
    },
    acting: (acting) => lines(actingLines(acting)),
    ended: (kept) => lines([UNDO, ...keeping(kept)]),
    remembered: (state) => lines([`_actas_state=${singleQuoted(state)};`]),
    // A POSIX shell calls nothing before its prompt.
    ...(name !== "sh" && { hook: "_actas_moves=yes;\n" }),
    forgotten: (variables, kept) => lines([...assignments(variables), ...keeping(kept)]),
  };
}

/** Nothing is in it until the shell acts as a target. */
const UNDO = `\\eval "\${_actas_undo-}"; \\unset -v _actas_undo _actas_names;`;

/** If the shell cannot change one of the variables, it changes none. */
function actingLines({ exported, kept, variables }: Acting): readonly string[] {
  const names = Object.keys(variables);
  return [
    UNDO,
    `if (\\unset -v ${names.join(" ")}) 2>/dev/null; then`,
    ...names.map((name) =>
      exported.has(name)
        ? saved(name)
        : `case \${${name}+x} in x) ${saved(name)}; *) \\unset -v _actas_was_${name};; esac;`,
    ),
    `_actas_undo=${singleQuoted(names.map((name) => restored(name, exported)).join(" "))};`,
    `_actas_names=${singleQuoted(names.map((name) => `_actas_was_${name}`).join(" "))};`,
    ...assignments(variables),
    ...keeping(kept),
    "else \\echo 'actas: error: cannot act in this shell: a variable that has to change is read-only' >&2;",
    "\\echo 'actas: hint: `readonly -p` shows which there are' >&2; \\false; fi;",
  ];
}

function saved(name: string): string {
  return `_actas_was_${name}=$${name};`;
}

function restored(name: string, exported: ReadonlySet<string>): string {
  const was = `_actas_was_${name}`;
  if (exported.has(name)) return `\\export ${name}="$${was}"; \\unset -v ${was};`;
  return `\\unset -v ${name}; case \${${was}+x} in x) ${name}=$${was}; \\unset -v ${was};; esac;`;
}

function assignments(variables: EnvironmentChanges): readonly string[] {
  return Object.entries(variables).map(([name, value]) =>
    value === null ? `\\unset -v ${name};` : `\\export ${name}=${singleQuoted(value)};`,
  );
}

function keeping({ agent, colour, due, state }: KeptByShell): readonly string[] {
  // Whatever the prompt has tried for this minute was before.
  const optional = { _actas_agent: agent, _actas_colour: colour, _actas_due: due, _actas_tried: undefined };
  return [
    `_actas_state=${singleQuoted(state)};`,
    ...Object.entries(optional).map(([name, value]) =>
      value === undefined ? `\\unset -v ${name};` : `${name}=${singleQuoted(String(value))};`,
    ),
  ];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
