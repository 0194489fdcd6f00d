import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

for (const colours of ["light", "dark"] as const) {
  worldTestUnless(
    reason,
    `a role that is refused stays marked, says why, and another is chosen (${colours})`,
    async (world) => {
      await using picker = await OpenPicker.open(world, ["exec", "--pick", "browser", "--", "echo", "it", "runs"], {
        colours,
      });
      const { browser, terminal } = picker;
      await picker.counted(/^\d+ of \d+$/);
      await browser.page.keyboard.type("nobody");
      await picker.counted(/^1 of /);
      await browser.page.keyboard.press("Enter");
      await browser.page.getByRole("alert").filter({ hasText: "Cannot" }).waitFor();
      await browser.picture(`page-failed-${colours}`);
      await picker.search.fill("");
      await picker.counted(/^(\d+) of \1$/);
      const marked = browser.page.getByRole("option", { name: /failed/ });
      expect(await marked.count()).toBe(1);
      expect(await marked.innerText()).toStartWith("nobody");
      await browser.page.setViewportSize({ width: 360, height: 640 });
      await browser.picture(`page-narrow-${colours}`);
      expect(await browser.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      await browser.page.setViewportSize({ width: 1600, height: 900 });
      await browser.picture(`page-wide-${colours}`);
      await browser.page.keyboard.type("keys-no-mfa");
      await picker.counted(/^1 of /);
      await browser.page.keyboard.press("Enter");
      await terminal.waitFor(/acting as keys-no-mfa/);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toContain("it runs");
    },
  );
}

worldTestUnless(
  reason,
  "AWS is asked once for the role that is chosen, and an MFA code is asked for once",
  async (world) => {
    await using picker = await OpenPicker.open(world, [
      "exec",
      "--refresh",
      "--mode",
      "env",
      "--pick",
      "browser",
      "--",
      "true",
    ]);
    const { page } = picker.browser;
    await picker.counted(/^\d+ of \d+$/);
    await page.keyboard.type("staging");
    await picker.counted(/^1 of /);
    await page.keyboard.press("Enter");
    await page.getByText("The terminal asks you for something first").waitFor();
    picker.terminal.type(await world.code());
    await page.getByRole("heading", { name: "Acting as staging" }).waitFor();
    expect(await picker.terminal.exited).toBe(0);
    const assumed = (await world.calls()).filter(({ action }) => action === "AssumeRole");
    expect(assumed).toHaveLength(1);
  },
);
