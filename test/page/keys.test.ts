import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");
const PICK = ["whoami", "--pick", "browser"];

worldTestUnless(reason, "arrows, pages, Home and End move, and Enter takes what is selected", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  const { browser, terminal } = picker;
  await picker.counted(/^\d+ of \d+$/);
  const press = async (key: string): Promise<string> => {
    await browser.page.keyboard.press(key);
    return (await picker.selected.locator(".name").innerText()).trim();
  };
  expect(await press("ArrowUp")).toBe("ana");
  expect(await press("ArrowDown")).toBe("ben");
  expect(await press("ArrowDown")).toBe("keys-no-mfa");
  expect(await press("ArrowUp")).toBe("ben");
  const below = await press("PageDown");
  expect(["ana", "ben"]).not.toContain(below);
  expect(await press("PageUp")).toBe("ben");
  const last = await press("End");
  expect(await press("ArrowDown")).toBe(last);
  expect(await picker.selected.isVisible()).toBe(true);
  expect(await press("Home")).toBe("ana");
  await browser.page.keyboard.type("keys-no-mfa");
  await picker.counted(/^1 of /);
  await browser.page.keyboard.press("Escape");
  await picker.counted(/^(\d+) of \1$/);
  expect(await picker.search.inputValue()).toBe("");
  expect(await press("Home")).toBe("ana");
  await browser.page.keyboard.type("keys-no-mfa");
  await browser.page.keyboard.press("Enter");
  await terminal.waitFor(/acting as keys-no-mfa/);
  expect(await terminal.exited).toBe(0);
});

worldTestUnless(reason, "a screen reader hears what is searched, selected, counted and wrong", async (world) => {
  await using picker = await OpenPicker.open(world, PICK);
  const { page } = picker.browser;
  await picker.counted(/^\d+ of \d+$/);
  const active = async () => {
    const id = await picker.search.getAttribute("aria-activedescendant");
    return page.locator(`[id="${id}"]`).innerText();
  };
  expect(await picker.search.getAttribute("aria-controls")).toBe(
    await page.getByRole("listbox", { name: "Roles and profiles" }).getAttribute("id"),
  );
  expect(await active()).toStartWith("ana");
  await page.keyboard.press("ArrowDown");
  expect(await active()).toStartWith("ben");
  await page.keyboard.type("staging");
  await page
    .getByRole("status")
    .filter({ hasText: /^1 of / })
    .waitFor();
  await page
    .getByRole("group", { name: "Profiles" })
    .getByRole("option", { name: /^staging/ })
    .waitFor();
  await page.keyboard.type(" nowhere");
  await page
    .getByRole("status")
    .filter({ hasText: /^0 of / })
    .waitFor();
  await page.keyboard.press("Shift+Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Cancel");
  await picker.terminal.press("\x03");
  expect(await picker.terminal.exited).toBe(130);
  await page.getByRole("heading", { name: /Nothing was chosen|The command has ended/ }).waitFor();
});

worldTestUnless(
  reason,
  "Ctrl-C and the button copy the ARN of a role, or the target where it has none",
  async (world) => {
    await using picker = await OpenPicker.open(world, PICK);
    const { page } = picker.browser;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await picker.counted(/^\d+ of \d+$/);
    const copied = () => page.evaluate("navigator.clipboard.readText()");
    await page.keyboard.type("staging");
    await picker.counted(/^1 of /);
    await page.getByRole("button", { name: "Copy ARN" }).click();
    await page.getByText("Copied arn:aws:iam::111122223333:role/Dev").waitFor();
    expect(await copied()).toBe("arn:aws:iam::111122223333:role/Dev");
    await picker.search.fill("keys-no-mfa");
    await picker.counted(/^1 of /);
    await page.getByRole("button", { name: "Copy target" }).waitFor();
    await page.keyboard.press("Control+c");
    expect(await copied()).toBe("keys-no-mfa");
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await picker.terminal.exited).toBe(130);
    await page.getByRole("heading", { name: "Nothing was chosen" }).waitFor();
  },
);
