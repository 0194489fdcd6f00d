import { afterAll, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problemWithSharedFile } from "./problem-with-shared-file.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "actas-shared-")));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [0o644, false],
  [0o664, true],
  [0o666, true],
])("a file of mode %o, and links to it: others may write is %p", (mode, isOpen) => {
  const place = join(folder, mode.toString(8));
  mkdirSync(place);
  const [file, link, linkToLink] = [join(place, "file"), join(place, "link"), join(place, "again")];
  writeFileSync(file, "{}");
  chmodSync(file, mode);
  symlinkSync(file, link);
  symlinkSync("link", linkToLink);
  const reason = isOpen ? `other users may write to ${file}` : undefined;
  expect([file, link, linkToLink].map(problemWithSharedFile)).toEqual([reason, reason, reason]);
});
