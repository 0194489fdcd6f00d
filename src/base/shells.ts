/** The shells whose quoting is known; `sh` is any POSIX shell. */
export const SHELLS = ["sh", "bash", "zsh", "fish", "csh", "powershell", "nu"] as const;
export type Shell = (typeof SHELLS)[number];

/** Whether a shell can have a variable of this name; the environment may have others. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
