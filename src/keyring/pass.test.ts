import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../base/secret.ts";
import { Pass } from "./pass.ts";

/** Writes what it gets where the real one does. */
const STAND_IN = `#!/bin/sh
store=\${PASSWORD_STORE_DIR:-$HOME/.password-store}
mkdir -p "$store/actas"
for entry; do :; done
cat > "$store/$entry.gpg"
`;

let home = "";
const before = { ...process.env };
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), "actas-pass-"));
  fs.writeFileSync(join(home, "pass"), STAND_IN, { mode: 0o755 });
  Object.assign(process.env, { HOME: home, PATH: `${home}:/usr/bin:/bin` });
});
afterEach(() => {
  for (const name of ["HOME", "PATH", "PASSWORD_STORE_DIR"]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  fs.rmSync(home, { recursive: true });
});

for (const [where, variable] of [
  [".password-store", undefined],
  ["elsewhere", "elsewhere"],
] as const) {
  test(`what pass keeps in ${where} is on the disk before anything relies on it`, async () => {
    if (variable) process.env.PASSWORD_STORE_DIR = join(home, variable);
    const synced: string[] = [];
    const { fsyncSync } = fs;
    using _ = spyOn(fs, "fsyncSync").mockImplementation((fd) => {
      synced.push(fs.readlinkSync(`/proc/self/fd/${fd}`));
      fsyncSync(fd);
    });
    await new Pass().set("id", new Secret("hush"));
    const store = join(home, where);
    expect(synced).toEqual([join(store, "actas/id.gpg"), join(store, "actas"), store]);
  });
}
