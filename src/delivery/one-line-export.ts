import type { EnvironmentChanges } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { isVariableName } from "../base/shell-word.ts";

/**
 * Variables for POSIX shells, on one line that may stand in quotes or not: `$(actas export … --format source)`. Without
 * quotes, the shell splits at blanks, takes `*` and `?` for patterns, and leaves quotes where they are; `eval` puts the
 * words together again. In quotes the line is read twice. So only what means the same each time can be in it.
 *
 * @throws {ActasError} `configuration` for a name or value that is not plain
 */
export function oneLineExport(variables: EnvironmentChanges): string {
  const statements = Object.entries(variables).map(([name, value]) => {
    if (!isVariableName(name) || !PLAIN.test(value ?? "")) throw notPlain(name);
    return value === null ? `unset ${name} ;` : `export ${name}=${value} ;`;
  });
  return `eval ${statements.join(" ")}\n`;
}

/** zsh looks for a program where a value, or a part of it after a colon, begins with `=`. */
const PLAIN = /^(?!=|.*:=)[\w@%+:,./=-]*$/;

function notPlain(name: string): ActasError {
  return new ActasError("configuration", `cannot write ${name} in one line: a shell would change its name or value`, {
    hints: ["`--format env` has quotes around it"],
  });
}
