import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const LOUD = { BUN_CONFIG_VERBOSE_FETCH: "curl" };

worldTest("no variable of the runtime has requests printed, which are signed and hold tokens", async (world) => {
  for (const args of [
    ["process", "readonly"],
    ["process", "--no-agent", "readonly"],
    ["whoami", "--no-agent", "readonly"],
  ]) {
    expect(await world.run(args, { env: LOUD })).toMatchObject({ status: 0, stderr: "" });
  }
});

worldTestUnless(needs("openssl"), "no variable of the runtime has an untrusted certificate accepted", async (world) => {
  using front = startTlsFront(world.sandbox.url, world.home);
  const env = { AWS_ENDPOINT_URL_STS: front.url, NO_PROXY: "127.0.0.1", NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  for (const args of [
    ["process", "readonly"],
    ["process", "--no-agent", "readonly"],
  ]) {
    const { stderr } = await world.run(args, { env });
    expect(stderr).toContain(`cannot reach STS at ${front.url}: its certificate is signed by itself`);
  }
});

worldTest("what BUN_OPTIONS loads into a command never gets into the agent", async (world) => {
  const file = join(world.home, "preload.js");
  writeFileSync(
    file,
    `require("node:fs").appendFileSync("${world.home}/loaded", process.argv.slice(2).join(" ") + "\\n")`,
  );
  expect((await world.run(["process", "readonly"], { env: { BUN_OPTIONS: `--preload=${file}` } })).status).toBe(0);
  expect(await Bun.file(join(world.home, "loaded")).text()).toBe("process readonly\n");
  const { agent } = await statusOf(world);
  expect(await Bun.file(`/proc/${agent.pid}/environ`).text()).not.toMatch(/\b(BUN|NODE|LD)_/);
});

worldTest("a program gets the variables of its own runtime as they are", async (world) => {
  const { stdout } = await world.run(["exec", "readonly", "--", "sh", "-c", 'echo "$BUN_CONFIG_VERBOSE_FETCH"'], {
    env: LOUD,
  });
  expect(stdout).toBe("curl\n");
});
