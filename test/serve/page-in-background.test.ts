import { expect } from "bun:test";
import { published } from "../json/schemas.ts";
import { Chromium } from "../support/chromium.ts";
import { needs } from "../support/needs.ts";
import { NO_BROWSER } from "../support/picker-page.ts";
import { PROGRAM } from "../support/program.ts";
import { servesIn } from "../support/served.ts";
import { until } from "../support/until.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const LINK = /http:\/\/127\.0\.0\.1:\d+\/serve\/[\w-]{22}/;
const WITHIN_MS = 10_000;

worldTest("in the background a program opens the link of the status, and switches with a code", async (world) => {
  const start = ["serve", "container", "keys-no-mfa", "--port", "0", "--web", "--detach"];
  const { status, stderr } = await world.run(start, { env: { BROWSER: "/nonexistent/browser" } });
  expect([status, stderr]).toEqual([0, expect.stringMatching(LINK)]);
  const [link = ""] = LINK.exec((await world.run(["serve", "status"])).stdout) ?? [];
  expect(stderr).toContain(link);
  const { stdout } = await world.run(["serve", "status", "--json"]);
  expect(published("serve status").parse(JSON.parse(stdout))).toMatchObject({ serving: [{ page: link }] });
  const opened = await fetch(link, { headers: { accept: "application/json" } });
  const { session: authorization } = (await opened.json()) as { session: string };
  const send = (path: string, body: string | URLSearchParams) =>
    fetch(new URL(path, link), { method: "POST", headers: { authorization }, body });
  const asked = await send("/profile", "staging");
  expect([asked.status, asked.headers.get("x-awsrunas-authentication-type")]).toEqual([401, "MFA"]);
  expect((await send("/mfa", new URLSearchParams({ mfa: await world.code() }))).status).toBe(200);
  const switched = await send("/profile", "staging");
  expect([switched.status, await switched.json()]).toEqual([
    200,
    expect.objectContaining({ target: "staging", source_profile: "ana" }),
  ]);
  // The link that was used is shown no more.
  const begin = performance.now();
  let next = link;
  while (next === link && performance.now() - begin < WITHIN_MS) {
    [next = ""] = LINK.exec((await world.run(["serve", "status"])).stdout) ?? [];
  }
  expect([next === link, (await fetch(link)).status, (await fetch(next)).status]).toEqual([false, 410, 200]);
  expect((await world.run(["serve", "stop"])).status).toBe(0);
});

worldTest(
  "in the background nothing is served until a target is chosen on the page, if none is named",
  async (world) => {
    const start = ["serve", "container", "--port", "0", "--web", "--detach"];
    const { status, stderr } = await world.run(start, { env: { BROWSER: "/nonexistent/browser" } });
    expect([status, stderr]).toEqual([0, expect.stringContaining("serving nothing yet in the background")]);
    const [link = ""] = LINK.exec(stderr) ?? [];
    const opened = await fetch(link, { headers: { accept: "application/json" } });
    const { session: authorization } = (await opened.json()) as { session: string };
    const profile = (init: RequestInit = {}) =>
      fetch(new URL("/profile", link), { headers: { authorization }, ...init });
    expect([(await profile()).status, servesIn(world)[0]?.target]).toEqual([500, undefined]);
    expect((await profile({ method: "POST", body: "keys-no-mfa" })).status).toBe(200);
    expect(await (await profile()).json()).toMatchObject({ target: "keys-no-mfa" });
    expect((await world.run(["serve", "stop"])).stdout).toContain("stopped serving");
  },
);

worldTestUnless(
  needs("chromium"),
  "while a person is needed the page and the status say that there are no credentials",
  async (world) => {
    const service = Bun.spawn([PROGRAM, "serve", "container", "--port", "0", "--web", "staging"], {
      ...{ cwd: world.home, stdin: "ignore", stderr: "ignore", detached: true },
      env: { ...world.environment, ...NO_BROWSER },
    });
    await until("it has its problem", () => servesIn(world)[0]?.problem !== undefined);
    expect((await world.run(["serve", "status"])).stdout).toContain("credentials  none now");
    await using browser = await Chromium.open("light");
    await browser.page.goto(servesIn(world)[0]?.page ?? "");
    const says = (text: RegExp) => browser.page.locator("main").filter({ hasText: text }).waitFor();
    await says(/Credentials\s*none now/);
    await browser.page.getByRole("textbox", { name: /MFA code/ }).fill(await world.code());
    await browser.page.keyboard.press("Enter");
    await says(/Credentials\s*good until/);
    service.kill();
    await service.exited;
  },
);
