/** What went wrong, of what a program printed. */
export function reasonPrinted(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim());
  const fatal =
    lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? "it ended without a word";
  return fatal.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "");
}
