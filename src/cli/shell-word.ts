/** A word as a POSIX shell takes it, for commands in hints. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${plain(word).replaceAll("'", "'\\''")}'`;
}

/** Text without anything that a terminal would obey, or that would make it look like other text. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}
