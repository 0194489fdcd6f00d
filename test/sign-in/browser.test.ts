import { expect } from "bun:test";
import { Chromium } from "../support/chromium.ts";
import { needs } from "../support/needs.ts";
import { DEV, LENT, shownPage } from "../support/sign-in.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

for (const [source, target, arn] of [
  ["corp", DEV, /assumed-role\/AWSReservedSSO_Developer_\w+\/ana@example\.com$/m],
  ["contoso", LENT, /assumed-role\/Dev\/ana@example\.com$/m],
] as const) {
  for (const colours of ["light", "dark"] as const) {
    worldTestUnless(reason, `from \`login ${source}\` to credentials, with a ${colours} browser`, async (world) => {
      await using browser = await Chromium.open(colours);
      const terminal = world.terminal(["login", source, "--no-browser"]);
      await browser.page.goto(await shownPage(terminal));
      await browser.page.getByText("Who are you?").waitFor();
      await browser.picture(`${source}-${colours}-1-sign-in`);
      await browser.answer("Ana Lind", "Allow");
      await browser.page.getByRole("heading", { name: /^. ?Signed in to|^Signed in to/ }).waitFor();
      await browser.picture(`${source}-${colours}-2-done`);
      expect(await browser.page.title()).toBe(`Signed in to ${source} - actas`);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toContain(`signed in to "${source}", renewed by itself`);

      const { stdout } = await world.run(["whoami", target]);
      expect(stdout).toMatch(arn);
    });
  }

  worldTestUnless(
    reason,
    `who denies \`login ${source}\` in the browser is told so there, and in the terminal`,
    async (world) => {
      await using browser = await Chromium.open("light");
      const terminal = world.terminal(["login", source, "--no-browser"]);
      await browser.page.goto(await shownPage(terminal));
      await browser.answer("Ben Okoro", "Deny");
      await browser.page.getByText(`Not signed in to ${source}`).waitFor();
      await browser.picture(`${source}-denied`);
      expect(await browser.page.locator("main").innerText()).toContain("it was refused in the browser");
      expect(await terminal.exited).toBe(5);
      expect(terminal.screen).toContain(`actas: error: cannot sign in to "${source}": it was refused in the browser\n`);
    },
  );

  worldTestUnless(
    reason,
    `the device grant of ${source} takes the code that is typed, and shows it again`,
    async (world) => {
      await using browser = await Chromium.open("dark");
      const terminal = world.terminal(["login", source, "--no-browser", "--grant", "device"]);
      const [, url = ""] = await terminal.waitFor(/open\s+(http\S+)/);
      const [, code = ""] = await terminal.waitFor(/type the code (\S+) there,/);
      expect(url).not.toContain(code);
      await browser.page.goto(url);
      await browser.page.locator("input[name=user_code]").fill(code);
      await browser.page.keyboard.press("Enter");
      await browser.page.getByText(code).waitFor();
      await browser.picture(`${source}-device-1-code`);
      if (source === "contoso") await browser.page.getByRole("button", { name: "Continue" }).click();
      await browser.page.getByText("Who are you?").waitFor();
      await browser.answer("Ana Lind", "Allow");
      await browser.page.getByText("You are signed in").waitFor();
      await browser.picture(`${source}-device-2-done`);
      expect(await terminal.exited).toBe(0);
    },
  );
}
