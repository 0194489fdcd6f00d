import { expect } from "bun:test";
import { readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { hasEnded } from "../support/agent-of.ts";
import { serveContainer, servesIn } from "../support/served.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("files that were removed are there again: it can be seen, asked and ended", async (world) => {
  await using served = await serveContainer(world, "readonly");
  const file = served.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ?? "";
  rmSync(`${world.home}/run/actas/serve`, { recursive: true });
  await until("it is in the list", () => servesIn(world).length > 0, 10_000);
  expect(readFileSync(file, "utf8")).toBe(served.token);
  rmSync(file.replace("token", "kept-token"));
  await until("the token is there", () => Bun.file(file).exists(), 10_000);
  expect((await served.ask()).status).toBe(200);
  expect((await world.run(["serve", "stop", String(served.port)])).status).toBe(0);
  expect(servesIn(world)).toEqual([]);
});

worldTest("where its log cannot be written, none is promised", async (world) => {
  const env = { XDG_STATE_HOME: "/proc/nowhere" };
  const { status, stderr } = await world.run(["serve", "container", "--port", "0", "--detach", "readonly"], { env });
  expect([status, stderr]).toEqual([0, expect.stringContaining("without a log: /proc/nowhere/")]);
  expect((await world.run(["serve", "status"])).stdout).toContain("in the background; without a log: /proc/nowhere/");
  await world.run(["serve", "stop"]);
});

worldTest("where the place of its files has gone, as after a logout, it ends", async (world) => {
  await using served = await serveContainer(world, "readonly");
  const [run, gone] = [`${world.home}/run`, `${world.home}/gone`];
  renameSync(run, gone);
  // Only root makes /run/user/UID: nor does anybody make what this link leads to.
  symlinkSync("/proc/nowhere", run);
  try {
    await until("it has ended", () => hasEnded(served.pid), 10_000);
  } finally {
    rmSync(run);
    renameSync(gone, run);
  }
});
