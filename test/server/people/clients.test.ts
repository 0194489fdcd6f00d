import { expect } from "bun:test";
import { Chromium } from "../../support/chromium.ts";
import { testNeeding } from "../../support/needs.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { shownPage } from "../../support/sign-in.ts";
import { testDatabase } from "../../support/test-database.ts";
import { type World, withSandbox } from "../../support/world.ts";

const declare = testNeeding("postgres", "chromium");
const LIMIT_MS = 120_000;

/** A test of our own command, in a terminal and a real browser, against a server with people. */
function clientTest(name: string, body: (world: World, server: PeopleWorld) => Promise<void>): void {
  const run = (): Promise<void> =>
    withSandbox(async (world) => {
      await using store = await testDatabase();
      const settings = { device: { clients: ["actas"] } };
      await using server = await PeopleWorld.start(store.database, () => settings);
      const words = ["setup", "server", "staff", "--url", server.url, "--client-id", "actas"];
      const { status, stderr } = await world.run([...words, "--grant", "code", "--grant", "device"]);
      expect([status, stderr]).toEqual([0, expect.any(String)]);
      await body(world, server);
    });
  declare(name, run, LIMIT_MS);
}

/** What is wrong with a page for those who do not see it, or that it loads anything. */
async function faultsOf({ page }: Chromium): Promise<readonly string[]> {
  const counts: Readonly<Record<string, number>> = {
    'html[lang="en"]': 1,
    h1: 1,
    main: 1,
    "input[type=text]:not([id])": 0,
    "script, img, link, iframe": 0,
  };
  const found = await Promise.all(
    Object.keys(counts).map(async (selector) => [selector, await page.locator(selector).count()] as const),
  );
  return found.filter(([selector, count]) => count !== counts[selector]).map(([selector]) => selector);
}

for (const colours of ["light", "dark"] as const) {
  clientTest(`\`login\` in a ${colours} browser signs in, and a role is lent`, async (world, server) => {
    await using browser = await Chromium.open(colours);
    const complaints: string[] = [];
    browser.page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const terminal = world.terminal(["login", "staff", "--no-browser"]);
    await browser.page.goto(await shownPage(terminal));
    await browser.page.getByText("on this computer wants AWS credentials as you").waitFor();
    await browser.picture(`team-${colours}-1-question`);
    expect(await faultsOf(browser)).toEqual([]);
    // With the keyboard alone.
    await browser.page.keyboard.press("Tab");
    await browser.page.keyboard.press("Enter");
    await browser.page.getByRole("heading", { name: /Signed in to staff/ }).waitFor();
    expect(await terminal.exited).toBe(0);
    expect(complaints).toEqual([]);
    const { stdout } = await world.run(["process", "staff:ops"]);
    expect(JSON.parse(stdout)).toMatchObject({ AccessKeyId: "ASIAops" });
    expect((await world.run(["list", "roles", "staff"])).stdout).toContain("of ana@example.com");
    server.ahead += 61_000;
    server.upstream.people.set("ana", { groups: ["dev"] });
    expect((await world.run(["process", "--refresh", "staff:ops"])).status).toBe(5);
    expect((await world.run(["refresh", "staff"])).status).toBe(0);
  });

  clientTest(`\`login --grant device\` is confirmed in a ${colours} browser`, async (world) => {
    await using browser = await Chromium.open(colours);
    const terminal = world.terminal(["login", "staff", "--no-browser", "--grant", "device"]);
    const [, url = ""] = await terminal.waitFor(/open\s+(http\S+)/);
    const [, code = ""] = await terminal.waitFor(/type the code (\S+) there,/);
    await browser.page.goto(url);
    await browser.page.getByLabel("The code that your own program shows you").fill(code.toLowerCase());
    await browser.picture(`team-${colours}-2-code`);
    expect(await faultsOf(browser)).toEqual([]);
    await browser.page.keyboard.press("Enter");
    await browser.page.getByRole("heading", { name: "Is this your program?" }).waitFor();
    await browser.picture(`team-${colours}-3-confirm`);
    expect(await faultsOf(browser)).toEqual([]);
    expect(await browser.page.locator(".code").innerText()).toBe(code);
    await browser.page.getByRole("button", { name: "Yes, sign it in" }).click();
    await browser.page.getByRole("heading", { name: "You are signed in" }).waitFor();
    expect(await terminal.exited).toBe(0);
    expect((await world.run(["process", "staff:dev"])).status).toBe(0);
    expect((await world.run(["logout", "staff"])).status).toBe(0);
  });
}

clientTest("who says no is told so in the terminal", async (world) => {
  await using browser = await Chromium.open("light");
  const terminal = world.terminal(["login", "staff", "--no-browser"]);
  await browser.page.goto(await shownPage(terminal));
  await browser.page.getByRole("button", { name: "Cancel" }).click();
  await browser.page.getByText("Not signed in to staff").waitFor();
  expect(await terminal.exited).toBe(5);
});
