import { expect, test } from "bun:test";
import { join } from "node:path";

const MODULE = join(import.meta.dir, "caught-signals.ts");

/** How a program ends that sends itself signals while it holds them back. @param body - what it does meanwhile */
async function endOf(body: string): Promise<string | number> {
  const script = `
    import { CaughtSignals } from ${JSON.stringify(MODULE)};
    {
      await using signals = new CaughtSignals(["SIGINT", "SIGTERM", "SIGCONT"]);
      ${body}
    }
    process.exit(7);`;
  const child = Bun.spawn([process.execPath, "-e", script], { stdio: ["ignore", "ignore", "inherit"] });
  await child.exited;
  return child.signalCode ?? child.exitCode ?? "?";
}

test.each([
  ["a signal that comes last has its usual effect", 'process.kill(process.pid, "SIGINT");', "SIGINT"],
  ["one that was heard and not taken, too", 'process.kill(process.pid, "SIGTERM"); await Bun.sleep(5);', "SIGTERM"],
  [
    "one that was taken has none",
    'process.kill(process.pid, "SIGINT"); while (!signals.take()) await Bun.sleep(1);',
    7,
  ],
  [
    "one that comes after it is the same wish",
    'process.kill(process.pid, "SIGINT"); while (!signals.take()) await Bun.sleep(1); process.kill(process.pid, "SIGINT");',
    7,
  ],
  ["one that would have no effect has none", 'process.kill(process.pid, "SIGCONT");', 7],
  ["without any the program goes on", "", 7],
])("%s", async (_, body, end) => {
  expect(await endOf(body)).toBe(end);
});
