import { expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../test/support/until.ts";
import { browserProblem, openBrowser } from "./open-browser.ts";

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

test("the page is given to the program of BROWSER, which is no child of ours", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-test-"));
  const browser = join(folder, "browser");
  await Bun.write(browser, '#!/bin/sh\nsleep 0.1\nprintf "%s\\n" "$#" "$1" "$PPID" >"$0.said"\n');
  chmodSync(browser, 0o700);
  expect(openBrowser("http://127.0.0.1:1/a?b='c'", { BROWSER: browser })).toBe(true);
  const lines = async (): Promise<string[]> => (await readFile(`${browser}.said`, "utf8").catch(() => "")).split("\n");
  await until("the browser has said all", async () => (await lines()).length === 4);
  const [count, url, parent] = await lines();
  expect([count, url]).toEqual(["1", "http://127.0.0.1:1/a?b='c'"]);
  expect(parent).not.toBe(String(process.pid));
  rmSync(folder, { recursive: true });
});
