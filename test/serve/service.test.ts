import { expect } from "bun:test";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { withSandbox } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

testWith({ tools: ["systemd-analyze"] }, "systemd finds nothing wrong with the printed unit, odd words or not", () =>
  withSandbox(async (world) => {
    const odd = ["--allow", 'o\'dd "x" \\n $HOME %h', "--profile", "a b"];
    for (const [index, words] of [[], odd].entries()) {
      const { status, stderr, stdout } = await world.run([
        "setup",
        "service",
        "--format",
        "systemd",
        ...words,
        "staging",
      ]);
      expect(status, stderr).toBe(0);
      const file = join(world.home, `actas-serve-${index}.service`);
      await Bun.write(file, stdout);
      const verify = [pathOf("systemd-analyze") ?? "", "verify", "--user", "--man=no", file];
      const verified = await world.runProgram(verify, { env: { XDG_RUNTIME_DIR: world.home } });
      expect([verified.status, verified.stderr]).toEqual([0, ""]);
    }
  }),
);

worldTest("the printed command line is one that serves, by its full path", async (world) => {
  const { stdout } = await world.run(["setup", "service", "--format", "systemd", "readonly", "--port", "0"]);
  const line = /^ExecStart=(\/\S+) (.*)$/m.exec(stdout);
  const child = Bun.spawn([line?.[1] ?? "", ...(line?.[2] ?? "").split(" ")], {
    ...{ cwd: "/", env: world.environment, stdin: "ignore", stderr: "ignore", detached: true },
  });
  for (;;) {
    const { serving } = JSON.parse((await world.run(["serve", "status", "--json"])).stdout);
    if (serving.length === 0) continue;
    expect(serving).toMatchObject([{ target: "readonly", pid: child.pid }]);
    break;
  }
  child.kill();
  expect(await child.exited).toBe(0);
});
