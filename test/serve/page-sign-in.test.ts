import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenServe } from "../support/open-serve.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

for (const source of ["corp", "contoso"]) {
  worldTestUnless(reason, `the page leads through the sign-in to ${source}, and serves a role of it`, async (world) => {
    await using serve = await OpenServe.open(world);
    const { browser } = serve;
    const group = browser.page.getByRole("group", { name: "Not signed in" });
    await group.getByRole("option", { name: new RegExp(`^${source}`) }).click();
    await browser.page.getByText("Who are you?").waitFor();
    await browser.answer("Ana Lind", "Allow");
    await serve.says(`Signed in to ${source}.`);
    await group.getByRole("option", { name: new RegExp(`^${source}`) }).waitFor({ state: "detached" });
    await serve.choose(`${source} dev`);
    await browser.page.getByRole("heading", { name: new RegExp(`^Serving ${source}`) }).waitFor();
    expect((await serve.ask()).status).toBe(200);
  });
}

worldTestUnless(reason, "who denies the sign-in reads so on the page, and what was served still is", async (world) => {
  await using serve = await OpenServe.open(world, ["keys-no-mfa"]);
  const { browser } = serve;
  await serve.heading("Serving keys-no-mfa");
  await browser.page.getByRole("group", { name: "Not signed in" }).getByRole("option", { name: /^corp/ }).click();
  await browser.page.getByText("Who are you?").waitFor();
  await browser.answer("Ben Okoro", "Deny");
  await browser.page.getByRole("alert").filter({ hasText: "it was refused in the browser" }).waitFor();
  await serve.heading("Serving keys-no-mfa");
  expect(serve.terminal.screen).not.toContain("the page was closed");
});
