import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { login } from "../support/sign-in.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

worldTestUnless(reason, "a role is found by parts of its names, and chosen with keys alone", async (world) => {
  await login(world, "corp");
  await using picker = await OpenPicker.open(world, ["whoami", "--pick", "browser"]);
  const { browser, terminal } = picker;
  await picker.counted(/^\d+ of \d+$/);
  await browser.picture("page-1-all");
  await browser.page.keyboard.type("data read");
  await picker.counted(/^2 of /);
  await browser.picture("page-2-found");
  expect(await picker.selected.innerText()).toContain("ReadOnly");
  await browser.page.keyboard.press("Enter");
  await browser.page.getByRole("heading", { name: "Acting as corp:777788889999/ReadOnly" }).waitFor();
  await browser.picture("page-3-done");
  expect(await browser.page.locator("main").innerText()).toContain("You may close this window");
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("acting as corp:777788889999/ReadOnly (Data)");
  expect(terminal.screen).toContain("account  777788889999");
});
