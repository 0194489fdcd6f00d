import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRegularFile } from "./read-regular-file.ts";

test("a file is read, also through a link; a pipe, a device and a directory are refused at once", () => {
  const directory = mkdtempSync(join(tmpdir(), "actas-"));
  try {
    const file = join(directory, "file");
    writeFileSync(file, "text é\n");
    symlinkSync(file, join(directory, "link"));
    Bun.spawnSync(["mkfifo", join(directory, "pipe")]);
    symlinkSync(join(directory, "pipe"), join(directory, "link-to-pipe"));
    for (const name of ["file", "link"]) expect(readRegularFile(join(directory, name))).toBe("text é\n");
    for (const path of ["pipe", "link-to-pipe", "."].map((name) => join(directory, name)).concat("/dev/zero"))
      expect(() => readRegularFile(path)).toThrow("it is not a regular file");
    expect(() => readRegularFile(join(directory, "nothing"))).toThrow(expect.objectContaining({ code: "ENOENT" }));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
