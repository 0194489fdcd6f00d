import { printable } from "./printable.ts";

/** A word as a POSIX shell takes it, for commands in hints. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${printable(word).replaceAll("'", "'\\''")}'`;
}
