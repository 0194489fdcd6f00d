import { expect } from "bun:test";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chromium } from "../support/chromium.ts";
import { needs } from "../support/needs.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");

worldTestUnless(reason, "two accounts are open side by side, each in a browser of its own", async (world) => {
  await world.signIn("staging");
  for (const [target, arn] of [
    ["staging", "assumed-role/Dev/ana"],
    ["deploy", "assumed-role/Deploy/"],
  ] as const) {
    await using browser = await Chromium.open("light");
    const { opened, outcome } = await consoleOf(world, [target, "--service", "lambda", "--region", "eu-west-1"]);
    await browser.page.goto(opened);
    await browser.page.getByRole("heading", { name: "The console" }).waitFor();
    await browser.picture(`console-${target}`);
    expect(await browser.page.locator("main").innerText()).toContain(arn);
    expect(await browser.page.locator("main").innerText()).toContain("eu-west-1.console.aws.amazon.com/lambda/home");
    expect(await outcome).toMatchObject({ status: 0, stdout: "" });
  }
});

worldTest("the address that signs in is in no argument, and in no message", async (world) => {
  await world.signIn("staging");
  const { opened, outcome } = await consoleOf(world, ["staging"]);
  expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/[\w-]{22}$/);
  const led = await fetch(opened, { redirect: "manual" });
  const token = new URL(led.headers.get("location") ?? "").searchParams.get("SigninToken") ?? "";
  expect(token).toStartWith("sandbox-signin-");
  world.knows(token);
  const { stderr } = await outcome;
  expect(stderr).toContain("actas: the console as staging: opened your browser");
  expect(stderr).toContain("actas: waiting for the browser, up to two minutes; Ctrl-C stops it");
});

worldTest("`export --console` asks AWS once, also where nothing is remembered", async (world) => {
  const { opened, outcome } = await consoleOf(world, ["readonly", "--no-cache"], ["export", "--console"]);
  expect((await fetch(opened, { redirect: "manual" })).status).toBe(307);
  expect((await outcome).status).toBe(0);
  expect(await world.calls("AssumeRole")).toHaveLength(1);
});

worldTest("`export --console` sets the role and opens the console", async (world) => {
  await world.signIn("staging");
  const { opened, outcome } = await consoleOf(world, ["staging"], ["export", "-w"]);
  expect((await fetch(opened, { redirect: "manual" })).status).toBe(307);
  expect(await outcome).toMatchObject({ status: 0, stdout: expect.stringContaining("export AWS_ACCESS_KEY_ID=") });
});

/** Runs the command with a browser that only writes down what it was started with. */
async function consoleOf(world: World, args: readonly string[], command: readonly string[] = ["console"]) {
  const program = join(world.home, "browser");
  const place = join(world.home, "opened");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$*" >"${place}.new" && mv "${place}.new" "${place}"\n`);
  writeFileSync(place, "");
  chmodSync(program, 0o700);
  const outcome = world.run([...command, ...args], { env: { BROWSER: program } });
  await until("the browser has started", () => readFileSync(place, "utf8") !== "");
  return { opened: readFileSync(place, "utf8").trim(), outcome };
}
