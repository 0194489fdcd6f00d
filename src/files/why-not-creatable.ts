import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "../base/system-error.ts";

/** Why this user can create nothing in a directory, or not the directory; undefined if nothing speaks against it. */
export function whyNotCreatable(directory: string): string | undefined {
  let existing = directory;
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot write to ${existing}: ${reasonOf(error)}`;
  }
}
