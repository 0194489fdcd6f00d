import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenServe } from "../support/open-serve.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

for (const colours of ["light", "dark"] as const) {
  worldTestUnless(
    reason,
    `everything on the page is reached by keys, and fits 360 pixels (${colours})`,
    async (world) => {
      await using serve = await OpenServe.open(world, ["keys-no-mfa"], colours);
      const { browser } = serve;
      const { page } = browser;
      await serve.heading("Serving keys-no-mfa");
      await serve.ask();
      await serve.choose("nobody");
      await page.getByRole("alert").filter({ hasText: "Cannot" }).waitFor();
      await browser.picture(`serve-failed-${colours}`);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Refresh now" }).focus();
      const reached: string[] = [];
      for (let count = 0; count < 9; count++) {
        reached.push(await page.evaluate("document.activeElement.id || document.activeElement.textContent"));
        if (reached.at(-1) === "Add a role by its ARN") await page.keyboard.press("Space");
        await page.keyboard.press("Tab");
      }
      expect(reached.filter((one) => one !== "rows")).toEqual(
        [
          "Refresh now",
          "search",
          "Add a role by its ARN",
          "role-arn",
          "source-profile",
          "external-id",
          "Serve it",
          "profile-name",
        ].slice(0, reached.filter((one) => one !== "rows").length),
      );
      // Letters stay in the field that they are typed into.
      await page.getByLabel("External ID, if it needs one").pressSequentially("abc");
      expect([
        await page.getByLabel("External ID, if it needs one").inputValue(),
        await serve.search.inputValue(),
      ]).toEqual(["abc", ""]);
      await page.setViewportSize({ width: 360, height: 640 });
      await serve.choose("staging");
      await page.getByLabel("MFA code for staging").waitFor();
      await browser.picture(`serve-narrow-${colours}`);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      await page.setViewportSize({ width: 1600, height: 1000 });
      await browser.picture(`serve-wide-${colours}`);
    },
  );
}
