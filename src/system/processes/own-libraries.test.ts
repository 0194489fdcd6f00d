import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { IS_MACOS } from "../libc.ts";
import { ownLibraries } from "./own-libraries.ts";

test.skipIf(IS_MACOS)("what loads this program is named, and the C library is among what was loaded", () => {
  const { libraries, loader } = ownLibraries();
  expect(loader).toMatch(/^\/.*\/ld-/);
  expect(libraries.some((path) => /\/libc\./.test(path))).toBe(true);
  expect([loader, ...libraries].filter((path) => !existsSync(path))).toEqual([]);
});
