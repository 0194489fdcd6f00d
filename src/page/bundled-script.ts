import { readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Macros: the bundler runs these functions when it meets a call, and puts the text in place of the call. An executable
 * has neither this file nor a bundler.
 */

/** The script of a page, as one text. */
export function bundledScript(name: "picking" | "serving"): string {
  const entry = join(import.meta.dir, `script/${name}/main.ts`);
  const words = [process.execPath, "build", entry, "--target=browser", "--format=iife", "--minify"];
  const { exitCode, stderr, stdout } = Bun.spawnSync(words);
  if (exitCode !== 0) throw new Error(`cannot bundle the script of the page: ${stderr}`);
  return stdout.toString().trim();
}

/** The style of the pages. */
export function styleSheet(): string {
  return readFileSync(join(import.meta.dir, "page.css"), "utf8").trim();
}
