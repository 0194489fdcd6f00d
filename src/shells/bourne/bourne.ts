import type { EnvironmentChanges } from "../../base/environment.ts";
import { singleQuoted } from "../../base/shell-word.ts";
import { filledIn } from "../filled-in.ts";
import type { Acting, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import { asBuiltins, type Builtins } from "./as-builtins.ts";
import functions from "./functions.sh" with { type: "text" };
import { type Hyphens, words } from "./words.ts";

/** In what the Bourne shells differ. */
export interface BourneShell {
  readonly name: "sh" | "bash" | "zsh";
  readonly hyphens: Hyphens;
  readonly builtins: Builtins;
  /** What a function has to set for itself, so that no option of the user's speaks up. */
  readonly options?: string;
  /** Its own pid, in a subshell too, so that what `as` does there is not done for the shell around. */
  readonly pid: string;
  /**
   * Defines `_actas_show`, which brings the prompt up to date, has it called if the shell can do that, and defines
   * `_actas_unhook`, which undoes that.
   */
  readonly hook: string;
}

/** The dialect of a Bourne shell. */
export function bourne({ builtins, hook, hyphens, name, options: own = "", pid }: BourneShell): ShellDialect {
  const spelled = (text: string): string => asBuiltins(text, builtins);
  return {
    init: (options) => {
      const { name: word = "as", program, prompt, words: which } = options;
      const values = {
        SHELL: name,
        PROMPT: prompt,
        PROGRAM: singleQuoted(program),
        OPTIONS: spelled(own),
        PID: spelled(pid),
        WORDS: which === "compat" ? `${word} aws-as` : word,
      };
      const filled = (text: string): string => filledIn(spelled(text), values);
      const text = [filled(functions), words({ hyphens, builtins }, options), filled(hook)].join("");
      return name === "zsh" ? spelled(`() { ${own} \\eval ${singleQuoted(text)}; }\n`) : text;
    },
    acting: (acting) => lines(actingLines(acting, spelled)),
    ended: (kept) => lines([spelled(UNDO), ...keeping(kept, spelled)]),
    remembered: (state) => lines([`_actas_state=${singleQuoted(state)};`]),
    // A POSIX shell calls nothing before its prompt.
    ...(name !== "sh" && { hook: "_actas_moves=yes;\n" }),
    forgotten: (variables, kept) => lines([...assignments(variables, spelled), ...keeping(kept, spelled)]),
  };
}

type Spelled = (text: string) => string;

/** Nothing is in it until the shell acts as a target. */
const UNDO = `\\eval "\${_actas_undo-}"; \\unset -v _actas_undo _actas_names;`;

/** If the shell cannot change one of the variables, it changes none. */
function actingLines({ exported, kept, variables }: Acting, spelled: Spelled): readonly string[] {
  const names = Object.keys(variables);
  const undo = names.map((name) => spelled(restored(name, exported))).join(" ");
  return [
    spelled(UNDO),
    spelled(`if (\\unset -v ${names.join(" ")}) 2>/dev/null; then`),
    ...names.map((name) =>
      exported.has(name)
        ? saved(name)
        : spelled(`case \${${name}+x} in x) ${saved(name)}; *) \\unset -v _actas_was_${name};; esac;`),
    ),
    `_actas_undo=${singleQuoted(undo)};`,
    `_actas_names=${singleQuoted(names.map((name) => `_actas_was_${name}`).join(" "))};`,
    ...assignments(variables, spelled),
    ...keeping(kept, spelled),
    spelled("else \\echo 'actas: error: cannot act in this shell: a variable that has to change is read-only' >&2;"),
    spelled("\\echo 'actas: hint: `readonly -p` shows which there are' >&2; \\false; fi;"),
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

function assignments(variables: EnvironmentChanges, spelled: Spelled): readonly string[] {
  const [unset, set] = [spelled("\\unset"), spelled("\\export")];
  return Object.entries(variables).map(([name, value]) =>
    value === null ? `${unset} -v ${name};` : `${set} ${name}=${singleQuoted(value)};`,
  );
}

function keeping({ agent, colour, due, state }: KeptByShell, spelled: Spelled): readonly string[] {
  // Whatever the prompt has tried for this minute was before.
  const optional = { _actas_agent: agent, _actas_colour: colour, _actas_due: due, _actas_tried: undefined };
  return [
    `_actas_state=${singleQuoted(state)};`,
    ...Object.entries(optional).map(([name, value]) =>
      value === undefined ? spelled(`\\unset -v ${name};`) : `${name}=${singleQuoted(String(value))};`,
    ),
  ];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
