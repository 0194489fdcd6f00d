import type { Environment } from "../base/environment.ts";
import { IS_MACOS } from "./libc.ts";

/** A program that shows something on the screen, and what it takes. */
export interface ScreenProgram {
  readonly name: string;
  readonly options: readonly string[];
}

/** What starts programs with the user's session. */
export const SERVICE_MANAGER = IS_MACOS ? "launchd" : "systemd";

/** Whether there is a screen for the windows of programs that have this environment. */
export function hasScreen({ DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME }: Environment): boolean {
  return IS_MACOS || Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}

/** Names of the programs that open a page in the user's browser, in the order they are tried. */
export function pageOpeners({ WSL_DISTRO_NAME }: Environment): readonly string[] {
  if (IS_MACOS) return ["open"];
  return WSL_DISTRO_NAME ? ["wslview", "xdg-open"] : ["xdg-open"];
}

/** The program that shows a notification. `notify-send` may read its text as markup. */
export function notifier(title: string, text: string): ScreenProgram {
  if (IS_MACOS) {
    const script = "display notification (item 1 of argv) with title (item 2 of argv)";
    return { name: "osascript", options: ["-e", "on run argv", "-e", script, "-e", "end run", text, title] };
  }
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return { name: "notify-send", options: ["--app-name=actas", "--urgency=critical", "--", title, escaped] };
}
