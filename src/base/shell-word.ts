import { printable } from "./printable.ts";

/** A word in single quotes, in which a POSIX shell changes nothing. */
export function singleQuoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `!` and line ends are special in quotes too. A backslash in quotes depends on the user's settings: it goes outside. */
export function quotedForCsh(value: string): string {
  return `'${value.replaceAll("\n", "\\\n").replace(/(?:\\(?!\n)|['!])/g, "'\\$&'")}'`;
}

/** In PowerShell typographic quotes end a string as well. */
export function quotedForPowerShell(value: string): string {
  return `'${value.replace(/['‘’‚‛]/g, "$&$&")}'`;
}

export function quotedForFish(value: string): string {
  return `'${value.replace(/[\\']/g, "\\$&")}'`;
}

/** A word quoted for a POSIX shell where needed, for commands in hints. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : singleQuoted(printable(word));
}

/** The same for the last word of a command line, which is no option even where it begins with `-`. */
export function shellArgument(word: string): string {
  return word.startsWith("-") ? `-- ${shellWord(word)}` : shellWord(word);
}

/** An option and its value. A value that begins with `-` would be taken for an option if it stood alone. */
export function shellOption(flag: string, value: string): string {
  return `${flag}${value.startsWith("-") ? "=" : " "}${shellWord(value)}`;
}

/** Whether a shell can have a variable of this name; the environment may have others. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
