import { expect, test } from "bun:test";

/** Runs a program that prints a text and then `done` on stderr, with `"$@"` standing for it in a bash script. */
function bash(script: string): string {
  const program = `import { printText } from "${import.meta.dir}/print-text.ts";
    try { printText("x".repeat(200_000) + "\\n"); console.error("done"); } catch (error) { console.error(error.message); }`;
  const { stdout, stderr } = Bun.spawnSync(["bash", "-c", script, "bash", process.execPath, "-e", program]);
  return `${stdout}${stderr}`;
}

test("everything arrives at a slow reader", () => {
  expect(bash('"$@" | (sleep 0.05; wc -c)')).toBe("200001\ndone\n");
});

test("a reader that leaves ends the program quietly, as SIGPIPE would", () => {
  expect(bash(`"$@" | true; echo \${PIPESTATUS[0]}`)).toBe("141\n");
});

test("a full disk is an error", () => {
  expect(bash('"$@" > /dev/full')).toBe("cannot write the output: no space left on device\n");
});
