import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../../test/support/until.ts";
import { IS_MACOS } from "../libc.ts";
import { pathWhileRunning } from "./while-running.ts";

const onLinux = IS_MACOS ? test.skip : test;

onLinux(
  "the path leads to the same file as long as its process runs, and nowhere when nobody has heard of its end yet",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "while-running-"));
    try {
      const [file, link] = [join(folder, "file"), join(folder, "link")];
      writeFileSync(file, "kept");
      const path = pathWhileRunning(file);
      expect(readFileSync(path, "utf8")).toBe("kept");
      // It ends, and the shell, which does not look after it, becomes a program that does not either.
      const shell = Bun.spawn(["sh", "-c", "sleep 0 & echo $!; exec sleep 60"]);
      const [pid] = new TextDecoder().decode((await shell.stdout.getReader().read()).value).split("\n");
      await until("it has ended", () => / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8")));
      symlinkSync(path.replace(String(process.pid), String(pid)), link);
      expect([existsSync(link), existsSync(file)]).toEqual([false, true]);
      shell.kill();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
