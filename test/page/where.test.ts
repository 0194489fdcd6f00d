import { expect, test } from "bun:test";
import { join } from "node:path";
import { chooseOnPage } from "../support/choose-on-page.ts";
import { NO_BROWSER, shownLink } from "../support/picker-page.ts";
import { withSandbox } from "../support/world.ts";

/** Opens the page of the picker, and chooses there. */
const BROWSER = `${process.execPath} ${join(import.meta.dir, "choose-first.ts")}`;

test.concurrent("without a terminal but with a browser, --pick opens the page by itself", () =>
  withSandbox(async (world) => {
    const { status, stderr, stdout } = await world.run(["whoami", "--pick", "keys-no-mfa"], { env: { BROWSER } });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("user/ana");
  }));

test.concurrent("where neither is there, or nobody may be asked, it says so at once", () =>
  withSandbox(async (world) => {
    for (const words of [["browser"], ["terminal"], []]) {
      const { status, stderr } = await world.run(["whoami", "--pick", ...words]);
      expect([words, status, stderr]).toEqual([
        words,
        2,
        expect.stringContaining("cannot show the list of targets: there is no terminal"),
      ]);
    }
    const asked = await world.run(["whoami", "-n", "--pick", "browser"], { env: { BROWSER } });
    expect([asked.status, asked.stderr]).toEqual([2, expect.stringContaining("may not ask")]);
    const typed = await world.run(["whoami", "--pick", "terminal"], { env: { BROWSER } });
    expect([typed.status, typed.stderr]).toEqual([2, expect.stringContaining("there is no terminal")]);
  }));

test.concurrent("the settings may say that it is always the page, and the command line otherwise", () =>
  withSandbox(async (world) => {
    await Bun.write(join(world.home, ".config/actas/config.json"), '{ "pick": "browser" }');
    const terminal = world.terminal(["exec", "--pick", "--", "true"], { env: NO_BROWSER });
    await chooseOnPage(await shownLink(terminal), "keys-no-mfa");
    expect(await terminal.exited).toBe(0);
    const typed = world.terminal(["exec", "--pick", "terminal", "--", "true"], { env: NO_BROWSER });
    await typed.waitFor(/act as:/);
    typed.press("\x03");
    expect(await typed.exited).toBe(130);
  }));

test.concurrent("the link is in the argument list of the browser alone, and the session in none", () =>
  withSandbox(async (world) => {
    const terminal = world.terminal(["exec", "--pick", "browser", "--", "env"], { env: NO_BROWSER });
    const link = await shownLink(terminal);
    const secrets = await chooseOnPage(link, "keys-no-mfa");
    expect(await terminal.exited).toBe(0);
    // Neither the program that runs then nor the agent's log knows of them.
    const [, printed = ""] = terminal.screen.split("acting as");
    const log = await Bun.file(join(world.home, ".local/state/actas/agent.log"))
      .text()
      .catch(() => "");
    for (const secret of [link, secrets.session]) expect(`${printed}${log}`).not.toContain(secret.split("/").at(-1)!);
  }));
