import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { OpenServe } from "../support/open-serve.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");
const ARGS = ["keys-no-mfa"];

worldTestUnless(reason, "the link opens one tab; a reload works, and a copy of the tab takes over", async (world) => {
  await using serve = await OpenServe.open(world, ARGS);
  const { browser, link } = serve;
  await serve.heading("Serving keys-no-mfa");
  // Whoever saves the page saves no session.
  expect(await browser.page.content()).not.toContain("Bearer ");
  const second = await browser.page.context().newPage();
  await second.goto(link);
  await second.getByRole("heading", { name: "This link was used" }).waitFor();
  await browser.page.reload();
  await serve.heading("Serving keys-no-mfa");
  await second.goto(browser.page.url());
  await serve.heading("This page was opened again");
  await second.getByRole("heading", { name: "Serving keys-no-mfa" }).waitFor();
  await second.goto(new URL("/", link).href);
  await second.getByRole("heading", { name: "This page needs its link" }).waitFor();
});

worldTestUnless(
  reason,
  "a page that is closed ends nothing, and the terminal shows a link to the next",
  async (world) => {
    await using serve = await OpenServe.open(world, ARGS);
    const { browser, terminal } = serve;
    await serve.heading("Serving keys-no-mfa");
    const next = await browser.page.context().newPage();
    await browser.page.close();
    const [, link = ""] = await terminal.waitFor(
      /the page was closed, and serving goes on; to open it again, open\s+(\S+)/,
    );
    expect((await serve.ask()).status).toBe(200);
    await next.goto(link);
    await next.getByRole("heading", { name: "Serving keys-no-mfa" }).waitFor();
    terminal.press("\x03");
    await next.getByRole("heading", { name: "Nothing is served any more" }).waitFor();
    expect(await terminal.exited).toBe(0);
  },
);

worldTestUnless(reason, "a command that is killed is noticed on the page", async (world) => {
  await using serve = await OpenServe.open(world, ARGS);
  await serve.heading("Serving keys-no-mfa");
  serve.terminal.kill("SIGKILL");
  await serve.heading("The command has ended");
});
