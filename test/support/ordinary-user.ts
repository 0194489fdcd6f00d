import { lchownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { needs, pathOf } from "./needs.ts";
import type { World } from "./world.ts";

/** A user who exists on every system and owns nothing. */
const UID = 65_534;

/** Why tests cannot run as another user here; `undefined` if they can. */
export function needsRoot(): string | undefined {
  return process.getuid?.() === 0 ? needs("setpriv") : "the tests do not run as root";
}

/** The words that run a command as an ordinary user, not as root. */
export function asOrdinaryUser(words: readonly string[]): string[] {
  const options = [`--reuid=${UID}`, `--regid=${UID}`, "--clear-groups", "--"];
  return [pathOf("setpriv") ?? "setpriv", ...options, ...words];
}

/** Gives the HOME of a world, and all in it, to the ordinary user. */
export function giveHomeAway({ home }: World): void {
  const entries = readdirSync(home, { recursive: true, encoding: "utf8" });
  for (const path of [home, ...entries.map((entry) => join(home, entry))]) lchownSync(path, UID, UID);
}
