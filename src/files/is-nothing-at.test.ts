import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNothingAt } from "./is-nothing-at.ts";

const root = mkdtempSync(join(tmpdir(), "actas-nothing-"));
afterAll(() => rmSync(root, { recursive: true }));
writeFileSync(join(root, "file"), "");
symlinkSync("gone", join(root, "link"));

test.each([
  [".", false],
  ["file", false],
  ["link", false],
  ["gone", true],
  ["gone/further", true],
  ["file/below", true],
  // It cannot be told: that is for the reader of the file to say.
  ["x".repeat(300), false],
])("at %p there is nothing: %p", (name, expected) => {
  expect(isNothingAt(join(root, name))).toBe(expected);
});
