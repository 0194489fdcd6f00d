import { constants, readFileSync } from "node:fs";

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** Follows no symbolic link, and reads no pipe, which could block for ever. */
export function readOrNothing(path: string): string {
  try {
    return readFileSync(path, { encoding: "utf8", flag: O_RDONLY | O_NOFOLLOW | O_NONBLOCK });
  } catch {
    return "";
  }
}
