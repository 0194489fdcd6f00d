import { afterEach, expect, test } from "bun:test";
import { approve } from "../../src/sandbox/control/control-client.ts";
import type { SignInSettingsInput } from "../../src/sandbox/sign-in-settings.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { ok, poll, register, startDevice, type World } from "../support/identity-center-client.ts";

const started: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
});

test("the device grant waits for a person, and tells a client that asks too often", async () => {
  const world = begin();
  const client = await register(world);
  const device = await startDevice(world, client);
  expect(device).toMatchObject({ expiresIn: 600, interval: 1 });
  expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  const ask = () => poll(world, client, device);
  expect(await ask()).toMatchObject({
    status: 400,
    type: "AuthorizationPendingException",
    body: { error: "authorization_pending", error_description: expect.any(String) },
  });
  expect((await ask()).type).toBe("AuthorizationPendingException");
  expect((await ask()).type).toBe("SlowDownException");
  world.clock.now += 1000;
  const { text } = await approve(world.sandbox.url, { userCode: String(device.userCode), person: "ben" });
  expect(text).toContain("You are signed in");
  expect((await ok(ask())).refreshToken).toBeString();
  expect((await ask()).type).toBe("InvalidGrantException");
});

test("a device whose person says no, or nothing, gets nothing", async () => {
  const world = begin();
  const client = await register(world);
  const [denied, late] = [await startDevice(world, client), await startDevice(world, client)];
  await approve(world.sandbox.url, { userCode: String(denied.userCode), answer: "deny" });
  expect((await poll(world, client, denied)).type).toBe("AccessDeniedException");
  world.clock.now += 600_000;
  expect((await poll(world, client, late)).type).toBe("ExpiredTokenException");
});

test("the page of the device grant shows whose code it is, also when it is typed in small letters", async () => {
  const world = begin();
  const { userCode } = await startDevice(world, await register(world));
  const typed = String(userCode).toLowerCase().replace("-", " ");
  const page = await fetch(`${world.sandbox.url}/device?user_code=${encodeURIComponent(typed)}`);
  expect(await page.text()).toContain(`<p class="code">${userCode}</p>`);
});

function begin(settings: SignInSettingsInput = {}): World {
  const clock = { now: 1_800_000_000_000 };
  const sandbox = startSandbox({ now: () => clock.now, settings });
  started.push(sandbox);
  return { sandbox, clock };
}
