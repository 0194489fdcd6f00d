import { IS_MACOS, libc } from "./libc.ts";

const LOCK_SH_NB = 5;
const LOCK_EX_NB = 6;
const EWOULDBLOCK = IS_MACOS ? 35 : 11;

const c = libc({ flock: { args: ["i32", "i32"], returns: "i32" } });

/** The file has the lock now; another process has it; or the system refuses, and why. */
export type FlockOutcome = "locked" | "taken" | { readonly refused: string };

/**
 * Locks an open file, `shared` with others that only look or `exclusive`, and does not wait for it. flock(2)
 *
 * @param fd - closing it, and every copy of it, gives the lock back
 */
export function flock(fd: number, kind: "shared" | "exclusive"): FlockOutcome {
  if (c().flock(fd, kind === "shared" ? LOCK_SH_NB : LOCK_EX_NB) === 0) return "locked";
  const { errno, reason } = { errno: c().errno(), reason: c().reason() };
  return errno === EWOULDBLOCK ? "taken" : { refused: reason };
}
