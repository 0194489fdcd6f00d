import { IS_MACOS, libc } from "./libc.ts";

const LOCK_SH_NB = 5;
const LOCK_EX_NB = 6;
const EWOULDBLOCK = IS_MACOS ? 35 : 11;

const c = libc({ flock: { args: ["i32", "i32"], returns: "i32" } });

/** This process has the lock now; another process has it; or the system refused, with its reason. */
export type FlockOutcome = "locked" | "taken" | { readonly refused: string };

/**
 * Tries to lock an open file, `shared` with other readers or `exclusive`, and does not wait. flock(2)
 *
 * @param fd - the lock is released when it, and every copy of it, is closed
 */
export function flock(fd: number, kind: "shared" | "exclusive"): FlockOutcome {
  if (c().flock(fd, kind === "shared" ? LOCK_SH_NB : LOCK_EX_NB) === 0) return "locked";
  const { errno, reason } = { errno: c().errno(), reason: c().reason() };
  return errno === EWOULDBLOCK ? "taken" : { refused: reason };
}
