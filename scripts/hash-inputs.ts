import { createHash } from "node:crypto";
import { join } from "node:path";
import { Glob } from "bun";

/** A hash of everything that decides what a build makes: the sources, the packages, and the command that builds. */
export async function hashInputs(root: string, command: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(command));
  const sources = [...new Glob("src/**/*").scanSync(root)].filter((path) => !path.endsWith(".test.ts"));
  for (const path of ["package.json", "package-lock.json", ...sources.sort()]) {
    hash.update(`\0${path}\0`).update(await Bun.file(join(root, path)).bytes());
  }
  return hash.digest("hex");
}
