import type { Surroundings } from "../base/surroundings.ts";

/**
 * Variables that differ from window to window and say nothing about whose credentials a command prints. Everything
 * else counts, also what nobody here has heard of: running a command once too often is better than acting as another.
 */
const OF_A_WINDOW: Readonly<Record<string, RegExp>> = {
  "of the shell": /^(OLDPWD|SHLVL|_|PS[0-4]|PROMPT|R?PROMPT_COMMAND|HISTFILE|HISTSIZE|COLUMNS|LINES|LS_COLORS)$/,
  "of the terminal": /^(TERM|TERM_.+|COLORTERM|WINDOWID|WINDOWPATH|VTE_VERSION|GPG_TTY|TMUX|TMUX_PANE|STY|WINDOW)$/,
  "of one terminal program": /^(ALACRITTY|GHOSTTY|GNOME_TERMINAL|ITERM|KITTY|KONSOLE|VSCODE|WEZTERM|WT)_(?!PROFILE).+$/,
  "of the login": /^(SSH_TTY|SSH_CLIENT|SSH_CONNECTION|XDG_SESSION_ID|XDG_VTNR|XDG_SEAT|LOGIN_SHELL)$/,
  "of a unit of systemd": /^(INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_(WATCH|WRITE))$/,
  "our own, about commands within commands": /^ACTAS_RESOLVING$/,
};
const RULES = Object.values(OF_A_WINDOW);

/**
 * The parts of a cache key that stand for surroundings: the same where a command would print the same. `PWD` is by which
 * way, through symbolic links, somebody came to the directory.
 */
export function surroundingsKey({ directory, environment }: Surroundings): string {
  const counting = Object.entries(environment).filter(
    ([name, value]) => !(name === "PWD" && value === directory) && !RULES.some((rule) => rule.test(name)),
  );
  const canonical = JSON.stringify([directory, counting.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return new Bun.CryptoHasher("sha256").update(canonical).digest("base64url");
}
