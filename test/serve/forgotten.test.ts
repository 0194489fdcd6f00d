import { expect } from "bun:test";
import { mkdirSync } from "node:fs";
import { ServedImds } from "../imds/served.ts";
import { freePort } from "../support/free-port.ts";
import { type Served, serveContainer, servesIn } from "../support/served.ts";
import { DEV, login } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** A program's answer: the key, or why there is none. */
async function answered(served: Pick<Served, "ask">): Promise<string> {
  const answer = (await (await served.ask()).json()) as { readonly AccessKeyId?: string; readonly Code?: string };
  return answer.AccessKeyId ?? answer.Code ?? "";
}

/** The metadata service at any free port. */
async function imdsOf(world: World, target: string): Promise<ServedImds> {
  const port = String(freePort());
  return ServedImds.start(world, [target, "--port", port], { url: `http://127.0.0.1:${port}` });
}

async function succeeds(world: World, words: readonly string[]): Promise<void> {
  const { status, stderr } = await world.run(words);
  expect(status, stderr).toBe(0);
}

worldTest(
  "after `cache clear` nothing of what was held is given, and new keys where no person is needed",
  async (world) => {
    await world.signIn("staging");
    await using served = await serveContainer(world, "staging");
    await using other = await serveContainer(world, "readonly", "--allow", "keys-no-mfa");
    await using imds = await imdsOf(world, "readonly");
    const ofAllowed = () => answered({ ask: () => other.ask("/keys-no-mfa") });
    const before = [await answered(other), await ofAllowed()];
    const { given } = await imds.credentials();
    expect(await answered(served)).toStartWith("ASIA");
    await succeeds(world, ["cache", "clear", "--json"]);
    expect(await answered(served)).toBe("MfaRequired");
    const after = [await answered(other), await ofAllowed()];
    for (const [index, key] of after.entries())
      expect([key, key === before[index]]).toEqual([expect.stringMatching(/^ASIA/), false]);
    expect((await imds.credentials()).given.AccessKeyId).not.toBe(given.AccessKeyId);
    await world.signIn("staging");
    expect(await answered(served)).toStartWith("ASIA");
  },
);

worldTest(
  "after `logout` and `logout --all` a sign-in is needed, and nobody is asked for one that was just ended",
  async (world) => {
    await login(world, "corp");
    const terminal = world.terminal(["serve", "container", "--port", "0", DEV]);
    const [, url = "", file = ""] = await terminal.waitFor(/FULL_URI=(\S+)\n.*TOKEN_FILE=(\S+)\n/);
    const authorization = await Bun.file(file).text();
    const served = { ask: () => fetch(url, { headers: { authorization } }) };
    for (const words of [
      ["logout", "corp"],
      ["logout", "--all"],
    ]) {
      expect(await answered(served)).toStartWith("ASIA");
      await succeeds(world, words);
      expect(await answered(served)).toBe("SignInRequired");
      await terminal.waitFor(/hint: run `actas login corp`/);
      expect(terminal.screen).not.toContain("to sign in");
      await login(world, "corp");
      await until("it is served again", async () => (await answered(served)).startsWith("ASIA"));
    }
    terminal.press("\x03");
    expect(await terminal.exited).toBe(0);
  },
);

worldTest("what is shown of it changes, though no program asks", async (world) => {
  await world.signIn("staging");
  await using _ = await serveContainer(world, "staging");
  await until("it is good", () => servesIn(world)[0]?.expiration !== undefined);
  await succeeds(world, ["cache", "clear"]);
  await until("it is shown", () => servesIn(world)[0]?.problem?.code === "mfa-required", 10_000);
  expect(servesIn(world)[0]?.expiration).toBeUndefined();
});

worldTest("what cannot be told to forget is said to go on, with what ends it", async (world) => {
  await using served = await serveContainer(world, "readonly");
  mkdirSync(`${world.home}/run/actas/serve/forgotten/in-the-way`, { recursive: true });
  for (const words of [
    ["cache", "clear"],
    ["logout", "--all"],
  ]) {
    const { status, stderr } = await world.run(words);
    expect([status, stderr]).toEqual([
      1,
      "actas: error: cannot tell `actas serve` to forget the same: it is a directory\nactas: hint: `actas serve stop` ends it\n",
    ]);
  }
  await succeeds(world, ["serve", "stop", String(served.port)]);
  await succeeds(world, ["cache", "clear"]);
});
