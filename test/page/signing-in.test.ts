import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenPicker } from "../support/picker-page.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

for (const source of ["corp", "contoso", "yoyodyne"]) {
  worldTestUnless(reason, `the page leads through the sign-in to ${source}, and becomes the picker`, async (world) => {
    const words = ["whoami", "--server", source, "--pick", "browser"];
    await using picker = await OpenPicker.open(world, words);
    const { browser, terminal } = picker;
    await browser.page.getByText("Who are you?").waitFor();
    await browser.answer("Ana Lind", "Allow");
    await picker.counted(/^\d+ of \d+$/);
    await browser.picture(`page-after-${source}`);
    // Only OpenID providers list roles by their ARNs.
    const copy = source === "yoyodyne" ? "Copy ARN" : "Copy target";
    await browser.page.getByRole("button", { name: copy }).waitFor();
    await browser.page.keyboard.press("Enter");
    await browser.page.getByRole("heading", { name: /^Acting as / }).waitFor();
    expect(await terminal.exited).toBe(0);
  });
}

worldTestUnless(
  reason,
  "a source without a sign-in is a row that signs in, and lists its roles then",
  async (world) => {
    await using picker = await OpenPicker.open(world, ["whoami", "--pick", "browser"]);
    const { browser, terminal } = picker;
    await picker.counted(/^\d+ of \d+$/);
    await browser.page.getByRole("group", { name: "Not signed in" }).getByRole("option", { name: /^corp/ }).click();
    await browser.page.getByText("Who are you?").waitFor();
    await browser.answer("Ana Lind", "Allow");
    await browser.page
      .getByRole("group", { name: /^Data/ })
      .getByRole("option", { name: /^ReadOnly/ })
      .click();
    await browser.page.getByRole("heading", { name: "Acting as corp:777788889999/ReadOnly" }).waitFor();
    expect(await terminal.exited).toBe(0);
  },
);

worldTestUnless(
  reason,
  "who denies the sign-in is told so on the page, and may choose something else",
  async (world) => {
    await using picker = await OpenPicker.open(world, ["whoami", "--pick", "browser corp"]);
    const { browser, terminal } = picker;
    await picker.counted(/^\d+ of \d+$/);
    await browser.page.getByRole("option", { name: /^corp/ }).first().click();
    await browser.page.getByText("Who are you?").waitFor();
    await browser.answer("Ben Okoro", "Deny");
    await browser.page.getByRole("alert").filter({ hasText: "it was refused in the browser" }).waitFor();
    await picker.search.fill("keys-no-mfa");
    await picker.counted(/^1 of /);
    await browser.page.keyboard.press("Enter");
    await terminal.waitFor(/acting as keys-no-mfa/);
    expect(await terminal.exited).toBe(0);
  },
);

worldTestUnless(reason, "where the whole command is about a source, a denied sign-in ends it", async (world) => {
  await using picker = await OpenPicker.open(world, ["whoami", "--server", "corp", "--pick", "browser"]);
  const { browser, terminal } = picker;
  await browser.page.getByText("Who are you?").waitFor();
  await browser.answer("Ben Okoro", "Deny");
  await browser.page.getByRole("heading", { name: "Nothing was chosen" }).waitFor();
  expect(await browser.page.locator("main").innerText()).toContain("it was refused in the browser");
  expect(await terminal.exited).toBe(5);
});
