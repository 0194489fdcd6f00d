import { libc } from "../libc.ts";

const c = libc({ isatty: { args: ["i32"], returns: "i32" } });

/** Whether a file descriptor is a terminal. The runtime's own way to ask takes milliseconds to load. */
export function isTerminal(fd: number): boolean {
  return c().isatty(fd) === 1;
}
