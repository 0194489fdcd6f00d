import type { EnvironmentChanges } from "../../base/environment.ts";
import { quotedForPowerShell } from "../../base/shell-word.ts";
import type { InitOptions, KeptByShell, ShellDialect } from "../shell-dialect.ts";
import { WORDS_OF_OTHERS } from "../words-of-others.ts";
import functions from "./functions.ps1" with { type: "text" };

/** The dialect of PowerShell, by its documentation: it never ran. A script has the word `as` too. */
export const powershell: ShellDialect = {
  init: (options) => {
    const values: Readonly<Record<string, string>> = {
      PROGRAM: quotedForPowerShell(options.program),
      PROMPT: options.prompt,
    };
    const text = functions.replace(/@([A-Z]+)@/g, (_, name: string) => values[name] ?? "");
    return `${text}${words(options)}`;
  },
  acting: ({ kept, variables }) => take(variables, kept, ""),
  ended: (kept) => take({}, kept, ""),
  remembered: (state) => `$Global:_actas.State = ${quotedForPowerShell(state)}\n`,
  hook: "$Global:_actas.Moves = $true\n",
  forgotten: (variables, kept) => take(variables, kept, " -Lasting"),
};

function words({ name = "as", words: which }: InitOptions): string {
  const others = which === "compat" ? Object.entries(WORDS_OF_OTHERS) : [];
  const all = [[name, "_actas_as"], ...others];
  return all.map(([word, body]) => `_actas_word '${word}' { ${body} @args }\n`).join("");
}

function take(variables: EnvironmentChanges, { agent, colour, due, state }: KeptByShell, how: string): string {
  const kept = { State: state, Agent: agent, Colour: colour, Due: due, Tried: "" };
  return `_actas_take -Variables ${table(variables)} -Kept ${table(kept)}${how}\n`;
}

function table(entries: Readonly<Record<string, string | number | null | undefined>>): string {
  const parts = Object.entries(entries).map(([name, value]) => `${name} = ${literal(value)}`);
  return `@{ ${parts.join("; ")} }`;
}

function literal(value: string | number | null | undefined): string {
  if (typeof value === "number") return String(value);
  return value === null || value === undefined ? "$null" : quotedForPowerShell(value);
}
