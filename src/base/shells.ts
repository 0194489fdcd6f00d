/** The shells whose quoting is known; `sh` is any POSIX shell. */
export const SHELLS = ["sh", "bash", "zsh", "fish", "csh", "powershell", "nu"] as const;
export type Shell = (typeof SHELLS)[number];
