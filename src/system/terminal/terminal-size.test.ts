import { expect, test } from "bun:test";
import { join } from "node:path";

const MODULE = join(import.meta.dir, "terminal-size.ts");

test("without a terminal of its own, a process takes 80 columns", async () => {
  const script = `const { terminalSize } = await import(${JSON.stringify(MODULE)}); console.log(JSON.stringify(terminalSize()));`;
  // Detached, the process begins a session, and so it has no terminal.
  const child = Bun.spawn([process.execPath, "-e", script], { detached: true, stdin: "ignore", stderr: "pipe" });
  const [output, problem] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect([output, problem, await child.exited]).toEqual(['{"columns":80,"rows":24}\n', "", 0]);
});
