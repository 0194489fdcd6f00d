import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../../test/support/until.ts";
import { IS_MACOS } from "../../system/libc.ts";
import { browserProblem, openBrowser } from "./open-browser.ts";

test.skipIf(IS_MACOS).each([
  [{}, "no-display"],
  [{ DISPLAY: ":0" }, undefined],
  [{ WAYLAND_DISPLAY: "wayland-0" }, undefined],
  [{ DISPLAY: ":0", SSH_CONNECTION: "1 2 3 4" }, "ssh"],
  [{ SSH_TTY: "/dev/pts/1", BROWSER: "lynx" }, undefined],
  [{ WSL_DISTRO_NAME: "Debian" }, undefined],
] as const)("with %p a browser's problem is %p", (environment, problem) => {
  expect(browserProblem(environment)).toBe(problem);
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actas-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program of that name that records its arguments, one per line, and its parent, and then runs `script`. */
async function program(name: string, script = ""): Promise<string> {
  const path = join(folder, name);
  await Bun.write(path, `#!/bin/sh\nprintf "%s\\n" "$@" "$PPID" >"$0.part"\nmv "$0.part" "$0.said"\n${script}\n`);
  chmodSync(path, 0o700);
  return path;
}

async function said(path: string): Promise<string[]> {
  await until("the browser has said all", async () => existsSync(`${path}.said`));
  return (await readFile(`${path}.said`, "utf8")).trim().split("\n");
}

const URL = "http://127.0.0.1:1/a?b='c'&d=$(e)%s";

test("the page is given to the program of BROWSER, which is no child of ours", async () => {
  const browser = await program("browser", "sleep 0.1");
  expect(await openBrowser(URL, { BROWSER: browser })).toBe("opened");
  const [url, parent] = await said(browser);
  expect(url).toBe(URL);
  expect(parent).not.toBe(String(process.pid));
});

test("a program that goes on is not waited for", async () => {
  const browser = await program("browser", "exec sleep 3");
  const begun = performance.now();
  expect(await openBrowser(URL, { BROWSER: browser })).toBe("opened");
  expect(performance.now() - begun).toBeLessThan(2_900);
});

test.each([
  ["B --private-window", ["--private-window", URL]],
  ["B  --new   'a b' \"c d\" e\\ f", ["--new", "a b", "c d", "e f", URL]],
  ["B --app=%s --x", [`--app=${URL}`, "--x"]],
  ["B %s %s", [URL, URL]],
  ["B 100%%", ["100%", URL]],
  ["B %%s", ["%s", URL]],
  ["B a%cb", ["a:b", URL]],
  ["B &", [URL]],
  ["B $HOME `id` $(id) ;id", ["$HOME", "`id`", "$(id)", ";id", URL]],
  ["gone-browser:B --two", ["--two", URL]],
  ["B-fails:B", [URL]],
  [":: B :", [URL]],
])("BROWSER=%p is run as it says, without a shell", async (written, expected) => {
  const browser = await program("B");
  await program("B-fails", "exit 4");
  expect(await openBrowser(URL, { BROWSER: written, PATH: folder })).toBe("opened");
  expect((await said(browser)).slice(0, -1)).toEqual(expected);
});

test("a program whose path has a blank in it needs no quotes", async () => {
  const browser = await program("my browser");
  expect(await openBrowser(URL, { BROWSER: browser })).toBe("opened");
  expect((await said(browser))[0]).toBe(URL);
});

test.each([
  ["gone-browser", ["gone-browser, which BROWSER names, cannot be found or run"]],
  ["gone-browser --private-window", ["gone-browser, which BROWSER names, cannot be found or run"]],
  ["B 'unfinished", ["BROWSER is no command: B 'unfinished"]],
  [
    "B-fails:gone-browser",
    ["B-fails ended with status 4", "gone-browser, which BROWSER names, cannot be found or run"],
  ],
])("where BROWSER=%p starts nothing, it is said why, and nothing else is started", async (written, problems) => {
  for (const name of ["B", "xdg-open", "open", "wslview"]) await program(name);
  await program("B-fails", "exit 4");
  const tried = await openBrowser(URL, { BROWSER: written, PATH: folder, WSL_DISTRO_NAME: "Debian" });
  expect(tried).toEqual(problems);
  for (const name of ["B", "xdg-open", "open", "wslview"]) expect(existsSync(join(folder, `${name}.said`))).toBe(false);
});

test.skipIf(IS_MACOS)("without BROWSER it is what the system has, else nothing", async () => {
  expect(await openBrowser(URL, { PATH: folder })).toEqual([]);
  const opener = await program("xdg-open");
  expect(await openBrowser(URL, { PATH: folder, WSL_DISTRO_NAME: "Debian" })).toBe("opened");
  expect((await said(opener))[0]).toBe(URL);
  await program("xdg-open", "exit 3");
  expect(await openBrowser(URL, { PATH: folder, BROWSER: "" })).toEqual(["xdg-open ended with status 3"]);
});
