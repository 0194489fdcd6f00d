import type { EnvironmentChanges } from "../../base/environment.ts";
import { jsonText } from "../../base/printable.ts";
import type { InitOptions, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import functions from "./functions.nu" with { type: "text" };

/**
 * The dialect of nushell, which evaluates no text that it gets at run time: its functions take data. What it starts
 * does not tell a script from a terminal when they are defined, so the word is `as` in both.
 */
export const nu: ShellDialect = {
  init: (options) => {
    const words = wordsOf(options);
    const values: Readonly<Record<string, string>> = {
      PROGRAM: quoted(options.program),
      PROMPT: options.prompt,
      WORDS: words.map(([name, body]) => `  ${definition(name, body)}`).join("\n"),
      HIDE: words.map(([name]) => `hide ${name}`).join("; "),
    };
    return functions.replace(/@([A-Z]+)@/g, (_, name: string) => values[name] ?? "");
  },
  acting: ({ kept, variables }) => answer(variables, kept, "for-now"),
  ended: (kept) => answer({}, kept, "for-now"),
  remembered: (state) => `${jsonText({ kept: { state } }, "one-line")}\n`,
  hook: "$env._actas = ($env._actas | merge { moves: true })\n",
  forgotten: (variables, kept) => answer(variables, kept, "for-good"),
};

function answer(variables: EnvironmentChanges, kept: KeptByShell, stays: "for-now" | "for-good"): string {
  const { agent = null, colour = null, due = null, state } = kept;
  const lasting = stays === "for-good";
  return `${jsonText({ variables, lasting, kept: { state, due, agent, colour, tried: "" } }, "one-line")}\n`;
}

type Word = readonly [name: string, body: string];

function wordsOf({ name = "as", program, words }: InitOptions): readonly Word[] {
  const own: Word = [name, "act $words"];
  if (words === "own") return [own];
  const only =
    'if ($env.ACTAS_TARGET? | default "") == "" { error make { msg: "cannot run a command: this shell acts as nothing" } } else { run-external ...$words }';
  return [
    own,
    ["aws-as", "act $words"],
    ["aws-as-deactivate", "act [deactivate ...$words]"],
    ["maws-logout", "act [- ...$words]"],
    ["aagg", only],
    ["ae", `^${quoted(program)} exec auto ...$words`],
  ];
}

function definition(name: string, body: string): string {
  return `export def --env --wrapped ${quoted(name)} [...words: string] { ${body} }`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
