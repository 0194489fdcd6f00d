import { expect } from "bun:test";
import { worldTest } from "../support/world-test.ts";

worldTest("where the program may not compile code, it says so, and shows none of its own", async (world) => {
  const env = { BUN_JSC_useJIT: "0" };
  for (const [args, status] of [
    [["status"], 1],
    [["process", "readonly"], 1],
    [["exec", "readonly", "--", "true"], 125],
  ] as const) {
    const outcome = await world.run(args, { env });
    expect(outcome).toMatchObject({ status, stdout: "" });
    expect(outcome.stderr).toMatch(/^actas: error: cannot run here: [^\n]+\nactas: hint: [^\n]+\n$/);
  }
});

worldTest("a command is not started without its words, where no file may be opened to read them", async (world) => {
  await world.run(["process", "readonly"]);
  for (const limit of [5, 6, 7, 8, 10, 12, 16]) {
    const line = `ulimit -n ${limit}; exec actas exec readonly -- echo started`;
    const { stderr, stdout } = await world.runProgram(["sh", "-c", line]);
    if (stdout !== "started\n")
      expect([limit, stderr]).toEqual([limit, expect.stringMatching(/too many open|ulimit -n/)]);
    expect(stderr).not.toContain("none was given");
  }
});

worldTest("a request that the agent would not read is not sent", async (world) => {
  await world.run(["process", "readonly"]);
  const long = "x".repeat(100_000);
  for (const outcome of [
    await world.run(["process", long]),
    await world.run(["whoami", "readonly"], { env: { NO_PROXY: long } }),
  ]) {
    expect(outcome).toMatchObject({ status: 2, stdout: "" });
    expect(outcome.stderr).toStartWith(
      "actas: error: cannot ask the agent: the request has more than 65536 characters\n",
    );
  }
});
