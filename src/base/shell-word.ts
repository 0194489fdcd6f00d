import { printable } from "./printable.ts";

/** A word in single quotes, in which a POSIX shell changes nothing. */
export function singleQuoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A word quoted for a POSIX shell where needed, for commands in hints. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : singleQuoted(printable(word));
}

/** The same for the last words of a command line: one that begins with `-` is no option there. */
export function shellArgument(word: string): string {
  return word.startsWith("-") ? `-- ${shellWord(word)}` : shellWord(word);
}
