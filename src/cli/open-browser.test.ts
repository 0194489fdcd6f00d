import { expect, test } from "bun:test";
import { browserProblem } from "./open-browser.ts";

test.skipIf(process.platform === "darwin").each([
  [{}, "no-display"],
  [{ DISPLAY: ":0" }, undefined],
  [{ WAYLAND_DISPLAY: "wayland-0" }, undefined],
  [{ DISPLAY: ":0", SSH_CONNECTION: "1 2 3 4" }, "ssh"],
  [{ SSH_TTY: "/dev/pts/1", BROWSER: "lynx" }, undefined],
  [{ WSL_DISTRO_NAME: "Debian" }, undefined],
] as const)("with %p a browser's problem is %p", (environment, problem) => {
  expect(browserProblem(environment)).toBe(problem);
});
