import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenServe } from "../support/open-serve.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

worldTestUnless(reason, "what is chosen on the page is served, and the page shows who fetched it", async (world) => {
  await using serve = await OpenServe.open(world);
  await serve.heading("Nothing is served yet");
  const before = await serve.ask();
  expect([before.status, before.text]).toEqual([400, expect.stringContaining("no target has been chosen yet")]);
  await serve.choose("keys-no-mfa");
  await serve.heading("Serving keys-no-mfa");
  await serve.says(/good until \d.*, for another 11 h \d+ min/);
  const first = await serve.ask();
  expect(first.status).toBe(200);
  await serve.says(new RegExp(`Fetched last\\s*at \\d.* by .*process ${process.pid}`));
  await serve.choose("ben");
  await serve.heading("Serving ben");
  expect(await serve.search.inputValue()).toBe("");
  const second = await serve.ask();
  expect([second.status, second.text === first.text]).toEqual([200, false]);
  await serve.terminal.waitFor(/serving ben, until/);
});

worldTestUnless(reason, "the row of what is served is marked, in words and for screen readers", async (world) => {
  await using serve = await OpenServe.open(world, ["keys-no-mfa"]);
  const { page } = serve.browser;
  const marked = page.locator("[role=option][aria-current=true]");
  const name = (text: string) => page.locator("[role=option][aria-current=true] .name", { hasText: text });
  await serve.heading("Serving keys-no-mfa");
  await name("keys-no-mfa").waitFor();
  expect(await marked.allInnerTexts()).toEqual([expect.stringMatching(/^keys-no-mfa.*served now$/)]);
  // A choice that fails moves no mark.
  await serve.choose("nobody");
  await page.getByRole("alert").filter({ hasText: "Cannot" }).waitFor();
  await page.keyboard.press("Escape");
  await name("keys-no-mfa").waitFor();
  await serve.choose("ben");
  await serve.heading("Serving ben");
  await name("ben").waitFor();
  expect(await marked.allInnerTexts()).toEqual([expect.stringMatching(/^ben.*served now$/)]);
  expect(await page.locator(".served").count()).toBe(1);
});

worldTestUnless(reason, "an Enter or a click too many serves nothing else than what was chosen", async (world) => {
  await using serve = await OpenServe.open(world);
  const { page } = serve.browser;
  const selected = page.locator("[role=option][aria-selected=true] .name");
  await serve.heading("Nothing is served yet");
  await selected.getByText("ana", { exact: true }).waitFor();
  await serve.choose("keys-no-mfa");
  await serve.heading("Serving keys-no-mfa");
  await selected.getByText("keys-no-mfa", { exact: true }).waitFor();
  expect(await serve.search.inputValue()).toBe("");
  await page.keyboard.press("Enter");
  await serve.search.fill("readonly");
  await page.getByRole("option", { name: /readonly/ }).click();
  await serve.heading("Serving readonly");
  await selected.getByText("readonly", { exact: true }).waitFor();
  // The second click of two, when the rows have changed meanwhile.
  await page.locator("[role=option]", { hasText: "keys-no-mfa" }).dispatchEvent("click", { detail: 2 });
  // Whatever one of them began would be served before this.
  await serve.choose("ben");
  await serve.heading("Serving ben");
  const served = serve.terminal.screen.match(/serving \S+(?=, until)/g);
  expect(served).toEqual(["serving keys-no-mfa", "serving readonly", "serving ben"]);
});

worldTestUnless(reason, "a target that gives nothing is marked, says why, and the one before stays", async (world) => {
  await using serve = await OpenServe.open(world, ["keys-no-mfa"]);
  const { page } = serve.browser;
  await serve.heading("Serving keys-no-mfa");
  const { text } = await serve.ask();
  await serve.choose("nobody");
  await page.getByRole("alert").filter({ hasText: "Cannot" }).waitFor();
  expect(await page.getByRole("option", { name: /failed/ }).innerText()).toStartWith("nobody");
  await serve.heading("Serving keys-no-mfa");
  expect((await serve.ask()).text).toBe(text);
});

worldTestUnless(reason, "Refresh now gets new credentials, and programs get them from then on", async (world) => {
  await using serve = await OpenServe.open(world, ["keys-no-mfa"]);
  await serve.heading("Serving keys-no-mfa");
  const before = await serve.ask();
  await serve.browser.page.getByRole("button", { name: "Refresh now" }).click();
  await serve.says("Got new credentials.");
  const after = await serve.ask();
  expect([after.status, after.text === before.text]).toEqual([200, false]);
});

worldTestUnless(reason, "a code may be typed on the page, a wrong one first", async (world) => {
  await using serve = await OpenServe.open(world);
  const { page } = serve.browser;
  const field = page.getByLabel("MFA code for staging");
  await serve.choose("staging");
  await field.fill("000000");
  await page.keyboard.press("Enter");
  await serve.says("AWS does not accept that code. 2 more tries.");
  await field.fill(await world.code());
  await page.getByRole("button", { name: "Send" }).click();
  await serve.heading("Serving staging");
  await page.getByText("MFA code for staging").waitFor({ state: "detached" });
  expect((await serve.ask()).status).toBe(200);
});

worldTestUnless(
  reason,
  "a code that is typed at the terminal takes the question off the page, and so does a no",
  async (world) => {
    await using serve = await OpenServe.open(world);
    const { page } = serve.browser;
    await serve.choose("staging");
    await page.getByLabel("MFA code for staging").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("MFA code for staging").waitFor({ state: "detached" });
    await serve.heading("Nothing is served yet");
    await serve.choose("staging");
    await page.getByLabel("MFA code for staging").waitFor();
    serve.terminal.type(await world.code());
    await serve.heading("Serving staging");
    await page.getByLabel("MFA code for staging").waitFor({ state: "detached" });
  },
);
