/** Why no browser can be opened from here, in words for the user; undefined when one can. */
export function browserProblem(
  environment: Readonly<Record<string, string | undefined>>,
): "ssh" | "no-display" | undefined {
  const { BROWSER, DISPLAY, SSH_CONNECTION, SSH_TTY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = environment;
  if (BROWSER) return undefined;
  if (SSH_CONNECTION || SSH_TTY) return "ssh";
  if (process.platform === "darwin" || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME) return undefined;
  return "no-display";
}

/** Starts a program that outlives us as nobody's child, so that the user's command never hears of its end. */
const IN_BACKGROUND = ["sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh"];

/**
 * Opens a page in the user's browser and does not wait for it. Says whether something was started.
 *
 * @see https://www.freedesktop.org/wiki/Software/xdg-utils/ for `xdg-open`, which honours BROWSER
 */
export function openBrowser(url: string, environment: Readonly<Record<string, string | undefined>>): boolean {
  const program = openers(environment).find((name) => Bun.which(name));
  if (!program) return false;
  return Bun.spawnSync([...IN_BACKGROUND, program, url], { stdio: ["ignore", "ignore", "ignore"], detached: true })
    .success;
}

function openers({ BROWSER, WSL_DISTRO_NAME }: Readonly<Record<string, string | undefined>>): string[] {
  if (process.platform === "darwin") return ["open"];
  const own = BROWSER ? [BROWSER.split(":")[0] ?? ""] : [];
  return [...own, ...(WSL_DISTRO_NAME ? ["wslview"] : []), "xdg-open"];
}
