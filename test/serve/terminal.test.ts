import { expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { killAgent } from "../support/agent-of.ts";
import { freePort } from "../support/free-port.ts";
import { PROGRAM } from "../support/program.ts";
import { servesIn } from "../support/served.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const SERVE = ["serve", "container", "--port", "0"];

worldTest("Ctrl-C ends it at once, also while AWS keeps it waiting, and nothing is left", async (world) => {
  await world.faults({ latencyMs: 8_000 });
  const session = world.terminal([...SERVE, "readonly"]);
  await session.waitFor(/waiting for AWS/);
  const begun = performance.now();
  session.press("\x03");
  // As a shell says it of a signal: nothing was served.
  expect(await session.exited).toBe(130);
  expect(performance.now() - begun).toBeLessThan(3_000);
  const folder = `${world.home}/run/actas/serve`;
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  await killAgent(world);
});

worldTest("ended while a code is asked for, it has not succeeded, and leaves nothing", async (world) => {
  for (const [how, status] of [
    [(session: TerminalSession) => session.press("\x03"), 130],
    [(session: TerminalSession) => session.kill("SIGTERM"), 143],
  ] as const) {
    const session = world.terminal([...SERVE, "staging"]);
    await session.waitFor(/MFA code/);
    how(session);
    expect(await session.exited).toBe(status);
    expect(servesIn(world)).toEqual([]);
  }
});

worldTest("variables of this shell that would win are named, whichever they are, and no others", async (world) => {
  const env = { AWS_PROFILE: "readonly", AWS_ACCESS_KEY_ID: "AKIAOTHER" };
  for (const how of ["container", "imds"]) {
    const session = world.terminal(["serve", how, "--port", "0", "--detach", "readonly"], { env });
    expect(await session.exited).toBe(0);
    const [, named] =
      session.screen.match(/set in this shell, and leading its programs elsewhere: ([A-Z_, 0-9\n]+)/) ?? [];
    const sandboxes = how === "imds" ? ["AWS_EC2_METADATA_DISABLED"] : [];
    expect(named?.trim().split(/,\s+/).toSorted()).toEqual([...sandboxes, ...Object.keys(env)].toSorted());
  }
  const session = world.terminal([...SERVE, "--detach", "readonly"]);
  expect(await session.exited).toBe(0);
  expect(session.screen).not.toContain("elsewhere");
  await world.run(["serve", "stop"]);
});

worldTest(
  "an address or a token of this shell that is not the one served is named, and the same is not",
  async (world) => {
    for (const [how, own, told] of [
      ["container", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:PORT/credentials" }, undefined],
      ["container", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://localhost:PORT/credentials" }, /FULL_URI/],
      ["container", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:PORT/mine" }, /FULL_URI/],
      ["container", { AWS_CONTAINER_AUTHORIZATION_TOKEN: "Bearer of-an-earlier-start" }, /AUTHORIZATION_TOKEN/],
      ["imds", { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:PORT" }, undefined],
      ["imds", { AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: "IPv6" }, /ENDPOINT_MODE/],
      ["imds", { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://localhost:PORT/" }, /METADATA_SERVICE_ENDPOINT/],
    ] as const) {
      const port = freePort();
      const entries = Object.entries(own).map(([name, value]) => [name, value.replace("PORT", `${port}`)]);
      const env = { AWS_EC2_METADATA_DISABLED: "", ...Object.fromEntries(entries) };
      const session = world.terminal(["serve", how, "--port", `${port}`, "--detach", "readonly"], { env });
      expect(await session.exited, session.screen).toBe(0);
      const [, named] = session.screen.match(/leading its programs elsewhere: (.+)/) ?? [];
      if (told) expect(named).toMatch(told);
      else expect(named).toBeUndefined();
      await world.run(["serve", "stop"]);
    }
  },
);

worldTest("the token is not printed into the scrollback of a terminal", async (world) => {
  const session = world.terminal([...SERVE, "--print-env", "readonly"]);
  expect(await session.exited).toBe(2);
  expect(session.screen).toContain("the terminal would keep the token in its scrollback");
  expect(session.screen).not.toContain("Bearer");
  expect(servesIn(world)).toEqual([]);
});

worldTest("without a target it is chosen from a list, and then served by its name", async (world) => {
  const session = world.terminal(SERVE);
  await session.waitFor(/\d+ of \d+/);
  session.press("readonly\r");
  await session.waitFor(
    /serving readonly, until (\S+ )?\d\d:\d\d.*\nactas: programs ask at http:\/\/127\.0\.0\.1:\d+\/credentials/,
  );
  await until("it is in the list", () => servesIn(world).length > 0);
  expect(servesIn(world)).toMatchObject([{ target: "readonly", kind: "container" }]);
  expect(session.screen).not.toContain("Bearer");
  session.press("\x03");
  expect(await session.exited).toBe(0);
});

worldTest("where AWS cannot be reached at first, a user is told so, and a service goes on by itself", async (world) => {
  await world.faults({ drop: "always" });
  const session = world.terminal([...SERVE, "readonly"]);
  expect(await session.exited).toBe(1);
  expect(session.screen).toMatch(/^actas: error: .*cannot reach STS/);
  const service = Bun.spawn([PROGRAM, ...SERVE, "readonly"], {
    ...{ cwd: world.home, env: world.environment, stdin: "ignore", stderr: "pipe", detached: true },
  });
  const reader = service.stderr.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toMatch(/^actas: error: .*cannot reach STS/);
  await world.faults({});
  for (;;) {
    const [record] = servesIn(world);
    if (record?.expiration) break;
    await Bun.sleep(100);
  }
  service.kill();
  expect(await service.exited).toBe(0);
});
