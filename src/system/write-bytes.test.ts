import { expect, test } from "bun:test";
import { writeBytes } from "./write-bytes.ts";

test("a slow reader of a non-blocking pipe gets everything", async () => {
  const script = `import { writeBytes } from "${import.meta.dir}/write-bytes.ts";
    process.stdout.write(""); process.exit(writeBytes(1, "x".repeat(1_000_000)));`;
  const shell = `"$0" -e '${script}' | (sleep 0.1; wc -c); echo \${PIPESTATUS[0]}`;
  expect(Bun.spawnSync(["bash", "-c", shell, process.execPath]).stdout.toString()).toBe("1000000\n0\n");
});

test("a failed write returns its errno", () => {
  const EBADF = 9;
  expect(writeBytes(-1, "text")).toBe(EBADF);
});
