import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");
const PICK = ["whoami", "--pick", "browser"];
/** The page is missed after three seconds; a busy machine takes longer to say so. */
const NOTICED_WITHIN_MS = 10_000;

worldTestUnless(reason, "a page that is closed is noticed within seconds, and the terminal says so", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  await picker.counted(/^\d+ of \d+$/);
  const start = performance.now();
  await picker.browser.page.close();
  expect(await picker.terminal.exited).toBe(130);
  expect(performance.now() - start).toBeLessThan(NOTICED_WITHIN_MS);
  expect(picker.terminal.screen).toContain("cannot choose a role: its page in the browser was closed");
});

worldTestUnless(reason, "a second tab of the same link says that it was used, and the first goes on", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  const { browser, link, terminal } = picker;
  await picker.counted(/^\d+ of \d+$/);
  const second = await browser.page.context().newPage();
  await second.goto(link);
  await second.getByRole("heading", { name: "This link was used" }).waitFor();
  await second.close();
  await browser.page.keyboard.type("keys-no-mfa");
  await browser.page.keyboard.press("Enter");
  expect(await terminal.exited).toBe(0);
});

worldTestUnless(reason, "the page can be loaded again, and a copy of its tab takes over", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  const { browser, terminal } = picker;
  await picker.counted(/^\d+ of \d+$/);
  for (let count = 0; count < 3; count++) {
    await browser.page.reload();
    await picker.counted(/^\d+ of \d+$/);
  }
  const copy = await browser.page.context().newPage();
  await copy.goto(browser.page.url());
  await browser.page.getByRole("heading", { name: "This page was opened again" }).waitFor();
  await browser.page.close();
  await copy
    .locator(".count")
    .filter({ hasText: /^\d+ of \d+$/ })
    .waitFor();
  await copy.keyboard.type("keys-no-mfa");
  await copy.keyboard.press("Enter");
  expect(await terminal.exited).toBe(0);
});

worldTestUnless(reason, "a command that is killed is noticed on the page", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  await picker.counted(/^\d+ of \d+$/);
  picker.terminal.kill("SIGKILL");
  await picker.browser.page.getByRole("heading", { name: "The command has ended" }).waitFor();
});
