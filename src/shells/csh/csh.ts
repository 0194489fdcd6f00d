import type { EnvironmentChanges } from "../../base/environment.ts";
import { quotedForCsh } from "../../base/shell-word.ts";
import type { Acting, InitOptions, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import { AFTER_INIT, TEXTS } from "./texts.ts";

/**
 * The dialect of csh and tcsh. They have no functions: an alias evaluates one of the texts that variables hold.
 * Variables of the environment are apart from those of the shell, which stay as they are.
 */
export const csh: ShellDialect = {
  init: (options) => lines(initLines(options)),
  acting: (acting) => lines([BEGIN, ...actingLines(acting)]),
  ended: (kept) => lines([BEGIN, UNDO, ...keeping({}, kept)]),
  remembered: (state) => `${BEGIN} set _actas_state = ${quotedForCsh(state)};\n`,
  hook: "set _actas_moves = yes; set _actas_at = '';\n",
  forgotten: (variables, kept) => lines([BEGIN, ...assignments(variables), ...keeping({}, kept)]),
};

/** Where a command ends by Ctrl-C, csh prints a carriage return before it: up to here all is arguments of nothing. */
const BEGIN = ":;";
const UNDO = "eval $_actas_undo:q; set _actas_undo = '';";

function initLines({ name, program, prompt, words: which }: InitOptions): readonly string[] {
  const own =
    name === undefined
      ? [inCase("$?prompt", word("as", AS)), inCase("! $?prompt", word("actas-as", AS))]
      : [word(name, AS)];
  const others = which === "compat" ? Object.entries(OF_OTHERS) : [];
  return [
    // Variables of these names in the environment are nobody's: what is in them would be evaluated.
    "unsetenv _actas_*;",
    "if (! $?_actas_state) set _actas_state = none;",
    "if (! $?_actas_undo) set _actas_undo = '';",
    "if (! $?_actas_unword) set _actas_unword = ();",
    `set _actas_program = ${quotedForCsh(program)};`,
    ...Object.entries(TEXTS).map(([text, body]) => `set _actas_${text} = ${quotedForCsh(body)};`),
    `alias _actas_ask ${quotedForCsh(ASK)};`,
    "alias _actas_prompted 'eval $_actas_hook:q';",
    ...own,
    ...others.map(([other, body]) => word(other, body)),
    `set _actas_prompts = ${prompt === "shown" ? 1 : 0};`,
    ...AFTER_INIT,
  ];
}

const ASK =
  "eval $_actas_undo:q; $_actas_by:q $_actas_program:q shell use --shell csh --pid $$ --state $_actas_state:q $_actas_args:q " +
  '&& echo ":; set _actas_status = 0;" || echo ":; set _actas_status = $status;"';

/** What an alias does with the words that follow it. */
const AS = "set _actas_args = (!*); eval $_actas_as:q";

const OF_OTHERS: Readonly<Record<string, string>> = {
  "aws-as": AS,
  "aws-as-deactivate": "set _actas_args = (deactivate !*); eval $_actas_as:q",
  "maws-logout": "set _actas_args = (- !*); eval $_actas_as:q",
  aagg: "if (! $?ACTAS_TARGET) eval $_actas_nothing:q; if ($?ACTAS_TARGET) !*",
  ae: "$_actas_program:q exec auto !*",
};

/** An alias of the user's that has this name is put aside, and comes back in the end. */
function word(name: string, body: string): string {
  const aside = `_actas_word_${name.replaceAll("-", "_")}`;
  const back = `unalias ${name}; if ($#${aside}) alias ${name} $${aside}:q;`;
  const first = `set ${aside} = "\`alias ${name}\`"; set _actas_unword = ($_actas_unword:q ${quotedForCsh(back)});`;
  return `${inCase(`! $?${aside}`, first)} alias ${name} ${quotedForCsh(body)};`;
}

/** csh knows no variable in a line that it does not have, even where the line would not use it: it gets a text. */
function inCase(condition: string, statements: string): string {
  return `if (${condition}) eval ${quotedForCsh(statements)};`;
}

function actingLines({ exported, kept, variables }: Acting): readonly string[] {
  const names = Object.keys(variables);
  const saved = names.filter((name) => exported.has(name));
  const undo = names.map((name) =>
    exported.has(name) ? `setenv ${name} $_actas_was_${name}:q; unset _actas_was_${name};` : `unsetenv ${name};`,
  );
  return [
    UNDO,
    ...saved.map((name) => `set _actas_was_${name} = $${name}:q;`),
    `set _actas_undo = ${quotedForCsh(undo.join(" "))};`,
    ...assignments(variables),
    ...keeping(variables, kept),
  ];
}

function assignments(variables: EnvironmentChanges): readonly string[] {
  return Object.entries(variables).map(([name, value]) =>
    value === null ? `unsetenv ${name};` : `setenv ${name} ${quotedForCsh(value)};`,
  );
}

function keeping(variables: EnvironmentChanges, { agent, colour, due, state }: KeptByShell): readonly string[] {
  const { ACTAS_EXPIRATION, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file } = variables;
  const all = {
    _actas_state: state,
    _actas_agent: agent,
    _actas_colour: colour,
    // Whatever the prompt has tried for this minute was before.
    _actas_tried: 0,
    _actas_due: due && digitsOf(due),
    _actas_until: ACTAS_EXPIRATION && !file ? digitsOf(ACTAS_EXPIRATION) : undefined,
  };
  return Object.entries(all).map(([name, value]) =>
    value === undefined ? `unset ${name};` : `set ${name} = ${quotedForCsh(String(value))};`,
  );
}

/** A time that csh can compare: RFC 3339 in UTC without what is no digit. */
function digitsOf(time: string): string {
  return time.replace(/\.\d+|\D/g, "");
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
