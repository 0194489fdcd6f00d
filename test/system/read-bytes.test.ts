import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBytes } from "../../src/system/read-bytes.ts";

test("a file is read to its end, whatever room was taken for it at first", () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-read-"));
  try {
    for (const size of [0, 1, 4095, 4096, 4097, 32_767, 32_768, 32_769, 2_500_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, at) => at % 251);
      writeFileSync(join(folder, "file"), bytes);
      expect(Bun.deepEquals(readBytes(join(folder, "file")), bytes)).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is no file, or cannot be read to its end, is nothing", () => {
  expect(readBytes("/nowhere/at/all")).toBeUndefined();
  expect(readBytes(tmpdir())).toBeUndefined();
});
