import type { Environment } from "../base/environment.ts";
import { IS_MACOS } from "./libc.ts";

/** Whether there is a screen for the windows of programs that have this environment. */
export function hasScreen({ DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME }: Environment): boolean {
  return IS_MACOS || Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}

/** Names of the programs that open a page in the user's browser, in the order they are tried. */
export function pageOpeners({ WSL_DISTRO_NAME }: Environment): readonly string[] {
  if (IS_MACOS) return ["open"];
  return WSL_DISTRO_NAME ? ["wslview", "xdg-open"] : ["xdg-open"];
}
