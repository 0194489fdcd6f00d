import type { EnvironmentChanges } from "../../base/environment.ts";
import { quotedForFish } from "../../base/shell-word.ts";
import { filledIn } from "../filled-in.ts";
import type { Acting, InitOptions, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import { WORDS_OF_OTHERS } from "../words-of-others.ts";
import functions from "./functions.fish" with { type: "text" };

/** The dialect of fish. Its universal variables are hidden and left as they are: they are those of all its shells. */
export const fish: ShellDialect = {
  init: (options) =>
    lines([
      `set -g _actas_program ${quotedForFish(options.program)};`,
      filledIn(functions, { PROMPT: options.prompt }).trimEnd(),
      ...words(options),
    ]),
  acting: (acting) => lines(actingLines(acting)),
  ended: (kept) => lines([UNDO, ...keeping(kept)]),
  remembered: (state) => `set -gu _actas_state ${quotedForFish(state)};\n`,
  hook: "set -g _actas_moves yes;\n",
  forgotten: (variables, kept) => lines([...assignments(variables), ...keeping(kept)]),
};

const UNDO = "functions -q _actas_undo; and _actas_undo;";

/** In a script `as` is the assembler. */
function words({ name, words: which }: InitOptions): readonly string[] {
  const own =
    name === undefined
      ? ["if status is-interactive;", word("as", "_actas_as"), "else;", word("actas-as", "_actas_as"), "end;"]
      : [word(name, "_actas_as")];
  const others = which === "compat" ? Object.entries(WORDS_OF_OTHERS) : [];
  const completed = which === "compat" ? `${name ?? "as"} aws-as` : (name ?? "as");
  return [
    ...own,
    ...others.map(([other, body]) => word(other, body)),
    `if status is-interactive; _actas_complete_words ${completed}; end;`,
  ];
}

/** A function of the user's that has this name is put aside, and comes back in the end. */
function word(name: string, body: string): string {
  const aside = `functions -q ${name}; and functions -c ${name} _actas_own_${name};`;
  return `if not contains -- ${name} $_actas_words; ${aside} set -ga _actas_words ${name}; end; function ${name}; ${body} $argv; end;`;
}

function actingLines({ exported, kept, variables }: Acting): readonly string[] {
  const names = Object.keys(variables);
  return [
    UNDO,
    ...names.map((name) => (exported.has(name) ? savedExported(name) : savedOther(name))),
    `function _actas_undo; ${names.map((name) => restored(name, exported)).join(" ")} functions -e _actas_undo; ${ASK} end;`,
    `function _actas_ask; ${names.map((name) => asBefore(name, exported)).join(" ")} ${RUN} end;`,
    ...assignments(variables),
    ...keeping(kept),
  ];
}

const RUN = "command $_actas_program shell use $argv;";
const ASK = `function _actas_ask; ${RUN} end;`;

function savedExported(name: string): string {
  return `set -gu _actas_was_${name} $${name}; set -qg ${name}; or set -gu _actas_universal_${name} yes;`;
}

function savedOther(name: string): string {
  return `set -qg ${name}; and set -gu _actas_was_${name} $${name};`;
}

function restored(name: string, exported: ReadonlySet<string>): string {
  const [was, universal] = [`_actas_was_${name}`, `_actas_universal_${name}`];
  if (!exported.has(name)) return `set -eg ${name}; set -qg ${was}; and set -gu ${name} $${was}; set -eg ${was};`;
  return `set -eg ${name}; set -qg ${universal}; or set -gx ${name} $${was}; set -eg ${was}; set -eg ${universal};`;
}

/** What is local to the function that runs a program hides what is global. */
function asBefore(name: string, exported: ReadonlySet<string>): string {
  return exported.has(name) ? `set -lx ${name} $_actas_was_${name};` : `set -lu ${name};`;
}

function assignments(variables: EnvironmentChanges): readonly string[] {
  return Object.entries(variables).map(([name, value]) =>
    value === null
      ? `if set -qU ${name}; set -gu ${name}; else; set -eg ${name}; end;`
      : `set -gx ${name} ${quotedForFish(value)};`,
  );
}

function keeping({ agent, colour, due, state }: KeptByShell): readonly string[] {
  // Whatever the prompt has tried for this minute was before.
  const all = {
    _actas_tried: undefined,
    _actas_state: state,
    _actas_agent: agent,
    _actas_colour: colour,
    _actas_due: due,
  };
  const statements = Object.entries(all).map(([name, value]) =>
    value === undefined ? `set -eg ${name};` : `set -gu ${name} ${quotedForFish(String(value))};`,
  );
  return [...statements, "true;"];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
