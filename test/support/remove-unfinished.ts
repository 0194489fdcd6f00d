import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Removes what programs that were killed while they wrote left in a folder. actas does so once it is a minute old. */
export function removeUnfinished(folder: string): void {
  for (const left of readdirSync(folder).filter((one) => one.endsWith(".new"))) rmSync(join(folder, left));
}
