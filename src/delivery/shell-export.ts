import { basename } from "node:path";
import type { EnvironmentChanges } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { singleQuoted } from "../base/shell-word.ts";

/** Shells whose quoting is known; `sh` stands for every POSIX shell. */
export type Shell = "sh" | "bash" | "zsh" | "fish" | "csh" | "powershell";

/**
 * Statements that set and take away variables (`null`) when the shell evaluates them, one per line. Any value comes
 * through byte for byte, except that PowerShell before 7.5 takes a variable away instead of making it empty.
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

/** The shell that `SHELL` names by its path; one we do not know is taken for a POSIX shell. */
export function shellFromEnvironment(SHELL: string | undefined): Shell {
  return BY_PROGRAM.get(basename(SHELL ?? "")) ?? "sh";
}

const BY_PROGRAM: ReadonlyMap<string, Shell> = new Map([
  ["bash", "bash"],
  ["zsh", "zsh"],
  ["fish", "fish"],
  ["csh", "csh"],
  ["tcsh", "csh"],
  ["pwsh", "powershell"],
]);

interface Syntax {
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const POSIX: Syntax = {
  set: (name, value) => `export ${name}=${singleQuoted(value)}`,
  unset: (name) => `unset ${name}`,
};

const SYNTAX: Readonly<Record<Shell, Syntax>> = {
  sh: POSIX,
  bash: POSIX,
  zsh: POSIX,
  // With `;`, because `eval (…)` and eval `…` make one line of them.
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, "\\$&")}';`,
    unset: (name) => `set -e ${name};`,
  },
  csh: {
    set: (name, value) => `setenv ${name} ${quotedForCsh(value)};`,
    unset: (name) => `unsetenv ${name};`,
  },
  powershell: {
    // Typographic quotes end a string there as well.
    set: (name, value) => `$Env:${name} = '${value.replace(/['‘’‚‛]/g, "$&$&")}'`,
    unset: (name) => `$Env:${name} = $null`,
  },
};

/** `!` and line ends act inside quotes too, and a backslash there depends on the user's settings: it stays outside. */
function quotedForCsh(value: string): string {
  return `'${value.replaceAll("\n", "\\\n").replace(/(?:\\(?!\n)|['!])/g, "'\\$&'")}'`;
}

function assertName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  throw new ActasError("configuration", `cannot export "${name}": it is not the name of a variable`);
}
