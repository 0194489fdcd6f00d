import type { Surroundings } from "../base/surroundings.ts";

/**
 * Variables that differ between windows and do not affect whose credentials a command prints. All others count, even
 * unknown ones: running a command once too often is better than acting as the wrong identity.
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

const KEYS = new WeakMap<Surroundings, string>();

/**
 * The parts of a cache key for surroundings: equal where a command would print the same. `PWD` shows the symbolic links
 * through which the user entered the directory.
 */
export function surroundingsKey(surroundings: Surroundings): string {
  const known = KEYS.get(surroundings);
  if (known !== undefined) return known;
  const key = keyOf(surroundings);
  KEYS.set(surroundings, key);
  return key;
}

function keyOf({ directory, environment }: Surroundings): string {
  const counting = Object.entries(environment).filter(
    ([name, value]) => !(name === "PWD" && value === directory) && !RULES.some((rule) => rule.test(name)),
  );
  const canonical = JSON.stringify([directory, counting.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return new Bun.CryptoHasher("sha256").update(canonical).digest("base64url");
}
