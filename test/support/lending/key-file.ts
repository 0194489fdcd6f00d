import { readFileSync, writeFileSync } from "node:fs";
import { makeKeyFile } from "../../../src/server/lending/issuer/key-file.ts";

let made: string | undefined;

/** Writes a file with keys of an issuer. They are made once: two take a second. */
export function writeKeyFile(path: string): void {
  made ??= textOfKeys(path);
  writeFileSync(path, made, { mode: 0o600 });
}

function textOfKeys(path: string): string {
  makeKeyFile(path, Date.now());
  return readFileSync(path, "utf8");
}
