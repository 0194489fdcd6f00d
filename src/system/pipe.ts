import { libc } from "./libc.ts";

const O_CLOEXEC = 0o2000000;

const linux = libc({ pipe2: { args: ["ptr", "i32"], returns: "i32" } });

/**
 * A pipe whose ends are closed at exec. On Linux only.
 *
 * @throws {Error} the system refuses
 */
export function pipe(): { readonly read: number; readonly write: number } {
  const ends = new Int32Array(2);
  if (linux().pipe2(ends, O_CLOEXEC) !== 0) throw new Error(linux().reason());
  const [read = -1, write = -1] = ends;
  return { read, write };
}
