/** The user this process acts for. */
export function ownUid(): number {
  return process.geteuid?.() ?? 0;
}
