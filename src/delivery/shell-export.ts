import type { EnvironmentChanges } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { jsonText } from "../base/printable.ts";
import { isVariableName, quotedForCsh, quotedForFish, quotedForPowerShell, singleQuoted } from "../base/shell-word.ts";
import type { Shell } from "../base/shells.ts";

/**
 * Statements for a shell to evaluate, one per line, that set variables or remove them (`null`). Every value is kept
 * byte for byte, except that PowerShell before 7.5 removes a variable instead of setting it to an empty value.
 *
 * @throws {ActasError} `configuration` when a name is not one a shell can set
 */
export function shellExport(variables: EnvironmentChanges, shell: Shell): string {
  const { set, unset } = SYNTAX[shell];
  const statements = Object.entries(variables).map(([name, value]) => {
    assertName(name);
    return value === null ? unset(name) : set(name, value);
  });
  return statements.map((statement) => `${statement}\n`).join("");
}

/**
 * The shell that evaluates what is printed: the program that has started this one, if that is a shell, else the one that
 * `SHELL` names by its path. One we do not know is taken for a POSIX shell.
 */
export function shellOf(parent: string, SHELL: string | undefined): Shell {
  return BY_PROGRAM.get(parent) ?? BY_PROGRAM.get(SHELL?.slice(SHELL.lastIndexOf("/") + 1) ?? "") ?? "sh";
}

/** The kind of shell that a program is, by its name without a folder; undefined for another program. */
export function shellCalled(program: string): Shell | undefined {
  return BY_PROGRAM.get(program);
}

/** Whether a program, by its name without a folder, is a shell. */
export function isShell(program: string): boolean {
  return BY_PROGRAM.has(program);
}

/** What a user types so that the shell evaluates what `command` prints. */
export function evaluating(command: string, shell: Shell): string {
  return SYNTAX[shell].evaluating(command);
}

const BY_PROGRAM: ReadonlyMap<string, Shell> = new Map([
  ["sh", "sh"],
  ["dash", "sh"],
  ["ash", "sh"],
  ["ksh", "sh"],
  ["ksh93", "sh"],
  ["mksh", "sh"],
  ["bash", "bash"],
  ["zsh", "zsh"],
  ["fish", "fish"],
  ["csh", "csh"],
  ["tcsh", "csh"],
  ["pwsh", "powershell"],
  ["nu", "nu"],
]);

interface Syntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
  readonly evaluating: (command: string) => string;
}

const POSIX: Syntax = {
  set: (name, value) => `export ${name}=${singleQuoted(value)}`,
  unset: (name) => `unset ${name}`,
  evaluating: (command) => `eval "$(${command})"`,
};

const SYNTAX: Readonly<Record<Shell, Syntax>> = {
  sh: POSIX,
  bash: POSIX,
  zsh: POSIX,
  // With `;`, because `eval (…)` and eval `…` join the lines.
  fish: {
    set: (name, value) => `set -gx ${name} ${quotedForFish(value)};`,
    // `set -e` fails where nothing is to erase, and the status of the last statement is that of all.
    unset: (name) => `set -e ${name}; or true;`,
    evaluating: (command) => `${command} | source`,
  },
  csh: {
    set: (name, value) => `setenv ${name} ${quotedForCsh(value)};`,
    unset: (name) => `unsetenv ${name};`,
    evaluating: (command) => `eval \`${command}\``,
  },
  powershell: {
    set: (name, value) => `$Env:${name} = ${quotedForPowerShell(value)}`,
    unset: (name) => `$Env:${name} = $null`,
    evaluating: (command) => `${command} | Out-String | Invoke-Expression`,
  },
  // nushell evaluates no text that it gets at run time. Programs are not given a variable that is null.
  nu: {
    set: (name, value) => jsonText({ [name]: value }, "one-line"),
    unset: (name) => jsonText({ [name]: null }, "one-line"),
    evaluating: (command) => `${command} | from json --objects | reduce {|one, all| $all | merge $one } | load-env`,
  },
};

function assertName(name: string): void {
  if (isVariableName(name)) return;
  throw new ActasError("configuration", `cannot export "${name}": it is not the name of a variable`);
}
